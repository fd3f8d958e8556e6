/// The colours and sizes of every chart: one sheet, the same in each, so that many stand in one page.
///
/// Colours are those of M. Okabe and K. Ito (*Color Universal Design*, 2008), which people with any kind of colour vision
/// tell apart; in the dark the light ones come first. Dashes, markers and textures say the same without colour. The
/// colour of text is the page's, or that of the scheme where the picture is a file of its own. There are no custom
/// properties, as converters to PNG and PDF do not know them.
enum ChartStyle {
    /// How many series can be told apart.
    static let colours = 8

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
        .telerad-chart .k1{color:#0072b2}.telerad-chart .k2{color:#d55e00}
        .telerad-chart .k3{color:#009e73}.telerad-chart .k4{color:#cc79a7}
        .telerad-chart .k5{color:#e69f00}.telerad-chart .k6{color:#56b4e9}
        .telerad-chart .k7{color:#4d4d4d}.telerad-chart .k8{color:#b3a400}
        .telerad-chart .d2{stroke-dasharray:10 5}.telerad-chart .d3{stroke-dasharray:3 4}
        .telerad-chart .d4{stroke-dasharray:12 4 3 4}.telerad-chart .d5{stroke-dasharray:18 5}
        .telerad-chart .d6{stroke-dasharray:6 3 2 3 2 3}.telerad-chart .d7{stroke-dasharray:2 7}
        .telerad-chart .d8{stroke-dasharray:14 3 6 3}
        .telerad-chart .cell{shape-rendering:crispEdges}
        \(heatSteps(light))
        @media (max-width:560px){.telerad-chart text{font-size:23px}}
        @media (prefers-color-scheme:dark){
        :root.telerad-chart{color:#e8e8e8;background:#15191d}
        .telerad-chart .open,.telerad-chart .gap{fill:#15191d}.telerad-chart .gap{stroke:#15191d}
        .telerad-chart .halo{stroke:#15191d}.telerad-chart .whisker{stroke:#f0f0f0}
        .telerad-chart .texture{stroke:#15191d}.telerad-chart .dots{fill:#15191d}
        .telerad-chart .k1{color:#56b4e9}.telerad-chart .k2{color:#e69f00}
        .telerad-chart .k3{color:#009e73}.telerad-chart .k4{color:#cc79a7}
        .telerad-chart .k5{color:#f0e442}.telerad-chart .k6{color:#d55e00}
        .telerad-chart .k7{color:#b8b8b8}.telerad-chart .k8{color:#4f8fd0}
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

    /// The class of the colour of the series at a place.
    static func colour(_ index: Int) -> String { "k\(index % colours + 1)" }

    /// The class of the dash of the series at a place.
    static func dash(_ index: Int) -> String { "d\(index % colours + 1)" }
}
