import Foundation
import Reports
import Testing

@Suite("Charts: the picture shows what the table holds")
struct ChartFacts {
    private let curve = CurveChart(
        name: "sweep", title: "Mean RTAT", summary: "Falls.",
        x: ChartAxis(
            "Bandwidth (Mbit/s)", column: "bandwidth_mbps", quantity: .number(unit: "Mbit/s"),
            spacing: .logarithmic),
        y: ChartAxis("Mean RTAT", column: "rtat_min", quantity: .time(.minutes)), key: "design",
        series: [
            .init(
                "cloud",
                [(10.0, 32.0), (100, 14), (1000, 12.2)].map {
                    .init($0.0, $0.1, lower: $0.1 - 2, upper: $0.1 + 2)
                }),
            .init("a & \"b\" <c>", [(10.0, 22.0), (100, 16.6), (1000, 16.06)].map { .init($0.0, $0.1) }),
        ], marks: [.init(.x, 34, "equal", interval: 25...44)])

    private let stack = StackedBarChart(
        name: "time", title: "Time", summary: "Long.",
        axis: ChartAxis("Mean time", column: "mean_min", quantity: .time(.minutes)),
        parts: ["Transfer", "Nothing", "Read"],
        bars: [.init(group: "CT", "cloud", [2, 0, 9]), .init(group: "CT", "on-premise", [3.5, nil, 9.25])],
        groupColumn: "modality", labelColumn: "design", partColumn: "interval")

    private let bars = BarChart(
        name: "use", title: "Use", summary: "Busy.",
        axis: ChartAxis("Busy", column: "busy_share", quantity: .share),
        bars: [.init("Day", 0.83, lower: 0.8, upper: 0.86), .init("Night", 0.4, lower: 0.25, upper: 0.55)],
        mark: .init(0.5, "half"), labelColumn: "group")

    private let forest = ForestChart(
        name: "forest", title: "Change", summary: "Sooner.",
        axis: ChartAxis("Difference", column: "difference_min", quantity: .time(.minutes)),
        rows: [
            .init("CT", -2, lower: -3, upper: -1, verdict: .better),
            .init("MR", 8.14, lower: 7, upper: 9.2, verdict: .worse),
            .init("X-ray", 0.4, lower: -0.5, upper: 1.3, verdict: .undecided),
        ], labelColumn: "modality")

    private let heat = HeatMapChart(
        name: "heat", title: "Use by hour", summary: "By day.",
        value: ChartAxis("Busy", column: "busy_share", quantity: .share, domain: 0...1), labelColumn: "group",
        rows: [.init("Day", (0..<168).map { $0 % 24 < 8 ? nil : Double($0 % 24) / 24 })],
        emptyLabel: "nobody on shift")

    private func network(sites: Int) -> NetworkChart {
        NetworkChart(
            name: "network", title: "Network", summary: "Sites.",
            sites: (0..<sites).map {
                .init(
                    "Site \($0)", kind: $0 % 2 == 0 ? "hospital" : "imaging-centre",
                    megabitsPerSecond: $0 % 3 == 0 ? 50 : 500, roundTripMilliseconds: 12, lossShare: 0)
            }, hubs: [.init("cloud", details: ["2–40 workers"], megabitsPerSecond: nil)],
            readers: [
                .init(
                    "Day", kind: "readers", count: 4, megabitsPerSecond: 1000, roundTripMilliseconds: 8,
                    lossShare: 0)
            ])
    }

    private var all: [any Chart] {
        [curve, stack, bars, forest, heat, network(sites: 3), network(sites: 200)]
    }

    // MARK: Every kind

    @Test("every kind is well-formed XML with title and description, in a page and as a file")
    func wellFormed() throws {
        for chart in all {
            for text in [chart.svg(), chart.svgFile()] {
                let root = try SVGElement.root(of: text)
                #expect(root.name == "svg" && root.attributes["role"] == "img")
                let ids = (root.attributes["aria-labelledby"] ?? "").split(separator: " ").map(String.init)
                let named = ids.map { id in root.all.first { $0.attributes["id"] == id }?.text }
                #expect(named == [chart.title, chart.summary])
                #expect(!text.contains("nan") && !text.contains("inf\""))
            }
        }
    }

    @Test("ids of charts in one page don't collide, and every pattern that is used is there")
    func ids() throws {
        let charts: [any Chart] = [stack, bars]
        let roots = try charts.map { try SVGElement.root(of: $0.svg()) }
        let ids = roots.flatMap { $0.all.compactMap { $0.attributes["id"] } }
        #expect(Set(ids).count == ids.count)
        for root in roots {
            let own = Set(root.all.compactMap { $0.attributes["id"] })
            for fill in root.all.compactMap({ $0.attributes["fill"] }) where fill.hasPrefix("url(#") {
                #expect(own.contains(String(fill.dropFirst(5).dropLast())))
            }
        }
    }

    @Test("names with markup stand in texts and tooltips as they are")
    func escaping() throws {
        let root = try SVGElement.root(of: curve.svg())
        #expect(root.all.contains { $0.name == "title" && $0.text == "a & \"b\" <c>" })
        #expect(curve.svg().contains("a &amp; &quot;b&quot; &lt;c&gt;"))
        let odd = BarChart(
            name: "odd", title: "A\u{7} and\nB", summary: "", axis: bars.axis, bars: bars.bars,
            labelColumn: "group")
        #expect(try SVGElement.root(of: odd.svg()).children.first?.text == "A? and B")
    }

    @Test("every text lies within the picture at the larger size of phones")
    func inside() throws {
        for chart in all {
            let root = try SVGElement.root(of: chart.svg())
            for label in root.all where label.name == "text" {
                let width = Double(label.text.count) * 23 * 0.5
                let x = label.number("x")
                let left =
                    label.attributes["text-anchor"] == "end"
                    ? x - width : label.attributes["text-anchor"] == "middle" ? x - width / 2 : x
                #expect(left > -2 && left + width < 722, "\(chart.name): \(label.text)")
            }
        }
    }

    @Test(
        "a long title of an axis goes on in the next line, whole, in the middle and above the end of the picture"
    )
    func longAxisTitle() throws {
        let title =
            "Difference from cloud, one night reader, points; 97.5 % intervals of all variants together"
        let axis = ChartAxis(title, column: "difference_min", quantity: .time(.minutes))
        let charts: [any Chart] = [
            ForestChart(
                name: "forest", title: "Change", summary: "", axis: axis, rows: forest.rows,
                labelColumn: "modality"),
            CurveChart(
                name: "curve", title: "Curve", summary: "", x: axis, y: curve.y, series: curve.series),
        ]
        for chart in charts {
            let root = try SVGElement.root(of: chart.svg())
            let lines = root.all.filter { label in
                label.attributes["text-anchor"] == "middle"
                    && label.attributes["class"]?.contains("soft") == true
            }
            #expect(lines.map(\.text).joined(separator: " ") == title)
            let height = try #require(
                root.attributes["viewBox"]?.split(separator: " ").last.flatMap { Double($0) })
            for line in lines {
                let half = Double(line.text.count) * 23 * 0.5 / 2
                #expect(line.number("x") - half > 0 && line.number("x") + half < 720, "\(line.text)")
                #expect(line.number("y") < height)
            }
        }
    }

    /// `make pages` draws specifications and compares them with our own pictures.
    @Test("labels of lines stand apart, and no line goes up through the label of another")
    func marks() throws {
        for values in [[2.0, 3, 30], [30, 120, 1440], [1, 1440], [1, 2, 3, 4], [700, 1000, 1440]] {
            let chart = CurveChart(
                name: "marks", title: "Marks", summary: "",
                x: .init(
                    "RTAT", column: "rtat_min", quantity: .time(.minutes),
                    spacing: .logarithmic, domain: 0.5...1440), y: curve.y,
                series: [.init("all", [.init(0.5, 1), .init(1440, 20)])],
                marks: values.map { .init(.x, $0, "target: \(Int($0)) min") })
            let root = try SVGElement.root(of: chart.svg())
            let lines = root.elements("mark")
            let labels = root.all.filter { $0.name == "text" && $0.text.hasPrefix("target") }
            #expect(lines.count == values.count && labels.count == values.count)
            let boxes = labels.map { label -> (left: Double, right: Double, y: Double) in
                // Most letters are some 0.55 of the larger size wide.
                let width = Double(label.text.count) * 23 * 0.5
                let x = label.number("x")
                let isEnd = label.attributes["text-anchor"] == "end"
                return (isEnd ? x - width : x, isEnd ? x : x + width, label.number("y"))
            }
            for (index, box) in boxes.enumerated() {
                for (other, line) in lines.enumerated() where other != index {
                    let crosses = line.number("x1") > box.left && line.number("x1") < box.right
                    #expect(
                        !(crosses && line.number("y1") < box.y - 4), "\(values): \(other) through \(index)")
                    let overlaps =
                        boxes[other].y == box.y && boxes[other].left < box.right
                        && box.left < boxes[other].right
                    #expect(!overlaps, "\(values): \(other) over \(index)")
                }
            }
        }
    }

    @Test("every Vega-Lite specification reads the chart's file and names columns that it has")
    func vegaLite() throws {
        for chart in all where !(chart is NetworkChart) {
            let specification = try specification(chart)
            let data = try #require(specification["data"] as? [String: Any])
            #expect(data["url"] as? String == "\(chart.name).csv")
            // Names stay names, also where they look like numbers.
            let kinds = (data["format"] as? [String: Any])?["parse"] as? [String: String]
            #expect(kinds?.keys.sorted() == chart.table.columns.map(\.name).sorted())
            #expect(kinds?[chart.table.columns[0].name] == "string")
            let columns = Set(chart.table.columns.map(\.name) + ["end", "part_rank"])
            let fields = Self.fields(specification)
            #expect(!fields.isEmpty)
            #expect(
                fields.allSatisfy { columns.contains($0.replacing("\\", with: "")) },
                "\(chart.name): \(fields)")
        }
    }

    private func specification(_ chart: any Chart) throws -> [String: Any] {
        let data = Data(chart.vegaLite.text.utf8)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test("a network's specification has its lines where our own picture has them")
    func vegaLiteNetwork() throws {
        let chart = network(sites: 3)
        let layers = try #require(try specification(chart)["layer"] as? [[String: Any]])
        func values(_ layer: Int) -> [[String: Any]] {
            (layers[layer]["data"] as? [String: Any])?["values"] as? [[String: Any]] ?? []
        }
        let wires = try SVGElement.root(of: chart.svg()).elements("wire").map { wire in
            // M, C and the three places of a cubic curve.
            (wire.attributes["d"] ?? "").split { "MC ".contains($0) }.compactMap { Double($0) }
        }
        let courses = Dictionary(grouping: values(0)) { $0["wire"] as? Int ?? 0 }
        #expect(wires.count == 4 && courses.count == 4)
        for (index, numbers) in wires.enumerated() {
            let course = try #require(courses[index + 1])
            #expect(numbers.count == 8 && course.count == 17)
            for (place, begin) in [(course.first, 0), (course.last, 6)] {
                #expect(abs((place?["x"] as? Double ?? -1) - numbers[begin]) < 0.01)
                #expect(abs((place?["y"] as? Double ?? -1) - numbers[begin + 1]) < 0.01)
            }
        }
        let texts = layers.flatMap { layer in
            ((layer["data"] as? [String: Any])?["values"] as? [[String: Any]] ?? []).compactMap {
                $0["text"] as? String
            }
        }
        #expect(Set(["Site 0", "Site 2", "Day", "cloud"]).isSubset(of: texts))
    }

    private static func fields(_ value: Any) -> [String] {
        if let list = value as? [Any] { return list.flatMap(fields) }
        guard let object = value as? [String: Any] else { return [] }
        return object.flatMap { key, value in key == "field" ? [value as? String ?? ""] : fields(value) }
    }

    @Test("the table is CSV in full precision, with quotes where they must be")
    func csv() {
        #expect(
            stack.table.csv
                == "modality,design,interval,mean_min\r\nCT,cloud,Transfer,2\r\nCT,cloud,Read,9\r\n"
                + "CT,on-premise,Transfer,3.5\r\nCT,on-premise,Read,9.25\r\n")
        #expect(curve.table.csv.contains("\"a & \"\"b\"\" <c>\",1000,16.06,,\r\n"))
    }

    @Test("what colours of bars mean is a column of the table, where labels don't say it")
    func kinds() {
        let chart = BarChart(
            name: "rosters", title: "Rosters", summary: "", axis: bars.axis,
            bars: [.init("3 + 1", 0.97), .init("2 + 1", 0.9, series: 1)], labelColumn: "roster",
            kinds: .init("verdict", ["chosen", "breaks a condition"]))
        #expect(
            chart.table.csv
                == "roster,verdict,busy_share\r\n3 + 1,chosen,0.97\r\n2 + 1,breaks a condition,0.9\r\n")
    }

    // MARK: Numbers read back from the picture

    @Test("curves and bands go through the values of the table")
    func curves() throws {
        let root = try SVGElement.root(of: curve.svg())
        let x = DrawnAxis((10, try root.label("10").x), (1000, try root.label("1,000").x), log: true)
        // Labels stand 6 below the line that they name.
        let y = DrawnAxis((0, try root.label("0").y - 6), (30, try root.label("30 min").y - 6))
        let drawn = root.elements("line").filter { $0.name == "path" }.map(\.corners)
        let expected = curve.series.map(\.points)
        #expect(drawn.count == expected.count)
        for (corners, points) in zip(drawn, expected) {
            #expect(corners.count == points.count)
            for (corner, point) in zip(corners, points) {
                #expect(abs(x.value(at: corner.x) / point.x - 1) < 1e-3)
                #expect(abs(y.value(at: corner.y) - point.y) < 0.01)
            }
        }
        let band = try #require(root.elements("band").first).corners
        let points = curve.series[0].points
        let ends = points.map(\.upper) + points.reversed().map(\.lower)
        #expect(band.count == ends.count)
        for (corner, end) in zip(band, ends) { #expect(abs(y.value(at: corner.y) - (end ?? 0)) < 0.01) }
        let mark = try #require(root.elements("mark").first)
        #expect(abs(x.value(at: mark.number("x1")) / 34 - 1) < 1e-3)
        let zone = try #require(root.elements("zone").first)
        #expect(abs(x.value(at: zone.number("x")) / 25 - 1) < 1e-3)
        #expect(abs(x.value(at: zone.number("x") + zone.number("width")) / 44 - 1) < 1e-3)
    }

    @Test("the parts of bars are as long as their values, one behind the other")
    func stacks() throws {
        let root = try SVGElement.root(of: stack.svg())
        let x = DrawnAxis((0, try root.label("0").x), (10, try root.label("10 min").x))
        let parts = root.elements("part")
        let ends = parts.map {
            (x.value(at: $0.number("x")), x.value(at: $0.number("x") + $0.number("width")))
        }
        let expected = [(0.0, 2.0), (2, 11), (0, 3.5), (3.5, 12.75)]
        #expect(ends.count == expected.count)
        for (found, wanted) in zip(ends, expected) {
            #expect(abs(found.0 - wanted.0) < 0.01 && abs(found.1 - wanted.1) < 0.01)
        }
        #expect(stack.parts == ["Transfer", "Read"])
    }

    @Test("bars, their intervals and the mark end where the table says")
    func barEnds() throws {
        let root = try SVGElement.root(of: bars.svg())
        let x = DrawnAxis((0, try root.label("0 %").x), (0.8, try root.label("80 %").x))
        let drawn = root.elements("bar").map { x.value(at: $0.number("x") + $0.number("width")) }
        let whiskers = root.elements("whisker").filter { $0.number("y1") == $0.number("y2") }
            .map { (x.value(at: $0.number("x1")), x.value(at: $0.number("x2"))) }
        #expect(drawn.count == 2 && whiskers.count == 2)
        for (index, bar) in bars.bars.enumerated() {
            #expect(abs(drawn[index] - bar.value) < 1e-3)
            #expect(abs(whiskers[index].0 - (bar.lower ?? 0)) < 1e-3)
            #expect(abs(whiskers[index].1 - (bar.upper ?? 0)) < 1e-3)
        }
        #expect(abs(x.value(at: root.elements("mark")[0].number("x1")) - 0.5) < 1e-3)
    }

    @Test("differences stand where the table says, and each verdict has a shape of its own")
    func differences() throws {
        let root = try SVGElement.root(of: forest.svg())
        let x = DrawnAxis((-5, try root.label("−5 min").x), (5, try root.label("5 min").x))
        let intervals = root.elements("interval").map {
            (x.value(at: $0.number("x1")), x.value(at: $0.number("x2")))
        }
        #expect(intervals.count == forest.rows.count)
        for (found, row) in zip(intervals, forest.rows) {
            #expect(abs(found.0 - (row.lower ?? 0)) < 0.02 && abs(found.1 - (row.upper ?? 0)) < 0.02)
        }
        #expect(abs(x.value(at: root.elements("zero")[0].number("x1"))) < 0.02)
        let shapes = root.all.filter { $0.children.contains { $0.name == "title" } }
            .filter { $0.name == "g" }.map { group in
                group.children.last.map { shape in
                    "\(shape.name) \(shape.corners.map { ($0.x - shape.corners[0].x).rounded() })"
                } ?? ""
            }
        #expect(Set(shapes).count == 3)
    }

    @Test("a page that has no room for a row for each hour has one for each day, with the same numbers")
    func days() throws {
        let (hours, days) = (heat.table.rows, heat.shortTable.rows)
        #expect(hours.count == 168 && days.count == 7)
        #expect(days.flatMap { $0.dropFirst(2).map(\.text) } == hours.compactMap { $0.last?.text })
        #expect(days.map { $0[1].text } == stride(from: 0, to: 168, by: 24).map { hours[$0][1].text })
        #expect(heat.shortTable.columns.map(\.name)[2...] == (0..<24).map { "\($0):00" }[...])
    }

    @Test("an hour has the colour of its step, and hours without a value have none")
    func hours() throws {
        let root = try SVGElement.root(of: heat.svg())
        let cells = root.elements("cell").filter { $0.children.contains { $0.name == "title" } }
        let days = DrawnAxis((12, try root.label("Mon").x), (156, try root.label("Sun").x))
        // Sixteen hours a day have a value, and each is another.
        #expect(cells.count == 7 * 16)
        for cell in cells {
            let hour = Int((days.value(at: cell.number("x")) + 0.01).rounded(.down))
            let value = try #require(heat.rows[0].values[hour])
            // Nine steps of equal width from 0 to 1.
            let step = Int(value * 9)
            #expect(cell.attributes["class"] == "cell h\(step)")
        }
    }

    @Test(
        "beyond 25 a side, lines of one kind and about one bandwidth are drawn as one; the table has them all"
    )
    func folding() throws {
        #expect(network(sites: 25).svg().contains("Site 24"))
        let many = network(sites: 200)
        let root = try SVGElement.root(of: many.svg())
        // Two kinds, each with two powers of ten of bandwidth; and one group of readers.
        #expect(root.elements("wire").count == 5)
        let titles = root.all.filter { $0.name == "title" }.map(\.text)
        #expect(titles.contains("34 hospitals: 50 Mbit/s, 12 ms"))
        #expect(many.table.rows.count == 202)
    }
}
