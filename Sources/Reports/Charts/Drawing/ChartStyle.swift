/// The colours and sizes of every chart: one sheet, the same in each, so that many stand in one page.
///
/// Colours are those of M. Okabe and K. Ito (*Color Universal Design*, 2008), which people with any kind of colour vision
/// tell apart; in the dark the light ones come first. Dashes, markers and textures say the same without colour. The
/// colour of text is the page's, or that of the scheme where the picture is a file of its own. There are no custom
/// properties, as converters to PNG and PDF do not know them.
enum ChartStyle {
    /// How many series can be told apart.
    static let colours = 8

    /// The colours of the series by day.
    static let hues = [
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#4d4d4d", "#b3a400",
    ]

    /// The same in the dark.
    private static let darkHues = [
        "#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#d55e00", "#b8b8b8", "#4f8fd0",
    ]

    /// The dashes of the series: strokes and gaps by turns; the first has none.
    static let dashes = [
        [], [10, 5], [3, 4], [12, 4, 3, 4], [18, 5], [6, 3, 2, 3, 2, 3], [2, 7], [14, 3, 6, 3],
    ]

    static let sheet = """
        .telerad-chart{max-width:100%;height:auto;font:15px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",\
        Arial,"DejaVu Sans",sans-serif;color:inherit}
        :root.telerad-chart{color:#1a1a1a;background:#fff}
        .telerad-chart text{fill:currentColor}
        .telerad-chart .strong{font-weight:600}
        .telerad-chart .halo{stroke:#fff;stroke-width:5;stroke-opacity:.85;stroke-linejoin:round;paint-order:stroke}
        .telerad-chart .soft{fill-opacity:.78}
        .telerad-chart .grid{stroke:currentColor;stroke-opacity:.16;fill:none}
        .telerad-chart .axis{stroke:currentColor;stroke-opacity:.65;fill:none}
        .telerad-chart .mark{stroke:currentColor;stroke-width:2;stroke-dasharray:7 5;fill:none}
        .telerad-chart .zone{fill:currentColor;fill-opacity:.1}
        .telerad-chart .line{fill:none;stroke:currentColor;stroke-width:3;stroke-linejoin:round}
        .telerad-chart .rule{fill:none;stroke:currentColor;stroke-width:2.5}
        .telerad-chart .wire{fill:none;stroke:currentColor;stroke-opacity:.85}
        .telerad-chart .band{fill:currentColor;fill-opacity:.2;stroke:none}
        .telerad-chart .fill{fill:currentColor}
        .telerad-chart .open{fill:#fff;stroke:currentColor;stroke-width:2.5}
        .telerad-chart .whisker{fill:none;stroke:#1a1a1a;stroke-width:2}
        .telerad-chart .gap{stroke:#fff;stroke-width:2}
        .telerad-chart .hit{fill:#000;fill-opacity:0}
        .telerad-chart .texture{stroke:#fff;stroke-opacity:.55;stroke-width:2.5;fill:none}
        .telerad-chart .dots{fill:#fff;fill-opacity:.6}
        \(classes(of: hues))
        \(dashClasses)
        .telerad-chart .cell{shape-rendering:crispEdges}
        \(heatSteps(light))
        @media (max-width:560px){.telerad-chart text{font-size:23px}}
        @media (prefers-color-scheme:dark){
        :root.telerad-chart{color:#e8e8e8;background:#15191d}
        .telerad-chart .open,.telerad-chart .gap{fill:#15191d}.telerad-chart .gap{stroke:#15191d}
        .telerad-chart .halo{stroke:#15191d}.telerad-chart .whisker{stroke:#f0f0f0}
        .telerad-chart .texture{stroke:#15191d}.telerad-chart .dots{fill:#15191d}
        \(classes(of: darkHues))
        \(heatSteps(light.reversed()))
        }
        """

    /// From nothing to everything in nine steps of one hue each darker than the last, which grey shows in the same
    /// order; after the scale "cividis" (J. R. Nuñez and others, PLOS ONE 13, 2018), its ends drawn apart.
    static let light = [
        "#fff8d6", "#f4e58e", "#ddcb62", "#bcaf6f", "#9c9577", "#7f7c75", "#62666f", "#434e6c", "#12305f",
    ]

    private static func heatSteps(_ colours: [String]) -> String {
        colours.enumerated().map { ".telerad-chart .h\($0){fill:\($1)}" }.joined()
    }

    private static func classes(of hues: [String]) -> String {
        hues.enumerated().map { ".telerad-chart .\(colour($0)){color:\($1)}" }.joined()
    }

    private static var dashClasses: String {
        dashes.enumerated().dropFirst().map { index, dash in
            ".telerad-chart .\(self.dash(index)){stroke-dasharray:\(dash.map(String.init).joined(separator: " "))}"
        }.joined()
    }

    /// The class of the colour of the series at a place.
    static func colour(_ index: Int) -> String { "k\(index % colours + 1)" }

    /// The class of the dash of the series at a place.
    static func dash(_ index: Int) -> String { "d\(index % colours + 1)" }
}
