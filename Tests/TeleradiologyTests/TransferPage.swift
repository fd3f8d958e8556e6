import Foundation
import Teleradiology
import Testing

/// What `TransferTimes.md` shows of the measured transfers: the table and the plot.
enum TransferPage {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Teleradiology/Teleradiology.docc")

    static func rounded(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

    private static func plain(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }

    /// Rows as a Markdown table; `✗` marks those that miss their rule.
    static func table(_ rows: [MeasuredTransfer]) -> String {
        var lines = [
            "| run | RTT ms | Mbit/s | loss % | size | lanes | instances | lost, dropped | measured s | predicted s | ratio | |",
            "|---|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|---|",
        ]
        for row in rows {
            var predicted = rounded(row.predicted, 3)
            if row.rule == .fewLosses {
                predicted +=
                    " (\(rounded(row.interval.lowerBound, 2))–\(rounded(row.interval.upperBound, 2)))"
            }
            let cells = [
                row.name + (row.tcp.congestionControl == .bbr && row.name != "bbr" ? " (bbr)" : ""),
                plain(row.roundTripMilliseconds), plain(row.megabits), plain(row.loss * 100), row.size,
                String(row.lanes), String(row.instances),
                "\(row.lost), \(row.dropped)", rounded(row.seconds, 3), predicted, rounded(row.ratio, 3),
                row.isMet ? "" : "✗",
            ]
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n")
    }

    /// How many rows meet their rule.
    static func summary(_ rows: [MeasuredTransfer]) -> String {
        func line(_ what: String, _ rule: String, _ rows: [MeasuredTransfer]) -> String {
            let met = rows.count { $0.isMet }
            return
                "| \(what) | \(rule) | \(met) of \(rows.count) | \(rounded(Double(met) / Double(rows.count) * 100, 1)) % |"
        }
        let cStore = rows.filter { $0.kind != .http }
        return [
            "| runs | asked | met | |", "|---|---|--:|--:|",
            line("C-STORE without loss", "within 10 %", cStore.filter { $0.rule == .lossFree }),
            line("STOW-RS and REST", "within 10 %", rows.filter { $0.kind == .http }),
            line("all without loss", "within 10 %", rows.filter { $0.rule == .lossFree }),
            line("five packets lost or more", "within a factor of 1.5", rows.filter { $0.rule == .loss }),
            line(
                "four packets lost or fewer", "within a factor of 1.5 of the interval",
                rows.filter { $0.rule == .fewLosses }),
        ].joined(separator: "\n")
    }
}

// MARK: The plot

extension TransferPage {
    /// A series of the plot: colours of Okabe and Ito, told apart by shape, too.
    private struct Series: Sendable {
        let title: String
        let shape: @Sendable (Double, Double) -> String
        let isMember: @Sendable (MeasuredTransfer) -> Bool
    }

    private static func path(_ points: [(Double, Double)], _ style: String) -> String {
        let text = points.map { "\(rounded($0.0, 1)),\(rounded($0.1, 1))" }.joined(separator: " ")
        return "<polygon points=\"\(text)\" \(style)/>"
    }

    private static let series = [
        Series(
            title: "C-STORE",
            shape: {
                "<circle cx=\"\(rounded($0, 1))\" cy=\"\(rounded($1, 1))\" r=\"4.5\" fill=\"#0072B2\"/>"
            },
            isMember: { $0.kind == .cStore && $0.rule == .lossFree }),
        Series(
            title: "C-STORE without TCP_NODELAY",
            shape: {
                "<rect x=\"\(rounded($0 - 4.2, 1))\" y=\"\(rounded($1 - 4.2, 1))\" width=\"8.4\" height=\"8.4\" fill=\"#E69F00\"/>"
            }, isMember: { $0.kind == .withoutNoDelay }),
        Series(
            title: "STOW-RS and REST",
            shape: { x, y in
                path([(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)], "fill=\"#009E73\"")
            }, isMember: { $0.kind == .http }),
        Series(
            title: "with loss, 5 packets or more",
            shape: { x, y in path([(x, y - 6), (x + 5.5, y + 4.5), (x - 5.5, y + 4.5)], "fill=\"#D55E00\"") },
            isMember: { $0.rule == .loss }),
        Series(
            title: "4 packets or fewer; line: interval",
            shape: { x, y in
                path(
                    [(x, y - 6), (x + 5.5, y + 4.5), (x - 5.5, y + 4.5)],
                    "fill=\"white\" stroke=\"#D55E00\" stroke-width=\"1.6\"")
            }, isMember: { $0.rule == .fewLosses }),
    ]

    /// Predicted against measured seconds, both axes logarithmic.
    static func plot(_ rows: [MeasuredTransfer]) -> String {
        let left = 70.0
        let top = 56.0
        let side = 560.0
        let low = -1.0
        let decades = 2.75
        func x(_ seconds: Double) -> Double { left + (log10(seconds) - low) / decades * side }
        func y(_ seconds: Double) -> Double { top + side - (log10(seconds) - low) / decades * side }
        let end = pow(10, low + decades)
        var lines = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="660" height="680" viewBox="0 0 660 680" role="img" \
            font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="13" fill="#222">
            <title>Predicted against measured transfer times</title>
            <rect width="660" height="680" fill="white"/>
            <text x="350" y="24" text-anchor="middle" font-size="16" font-weight="bold">\(rows.count) measured transfers and the model</text>
            <text x="350" y="43" text-anchor="middle">one set of parameters; DCMTK 3.6.7 and Orthanc 1.10.1 over an emulated WAN</text>
            """
        ]
        for factor in [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50] {
            let across = rounded(x(factor), 1)
            let up = rounded(y(factor), 1)
            lines.append(
                """
                <path d="M\(across) \(rounded(top, 1))V\(rounded(top + side, 1))M\(rounded(left, 1)) \(up)H\(rounded(left + side, 1))" stroke="#ddd" fill="none"/>
                <text x="\(across)" y="\(rounded(top + side + 18, 1))" text-anchor="middle">\(plain(factor))</text>
                <text x="\(rounded(left - 8, 1))" y="\(rounded(y(factor) + 4.5, 1))" text-anchor="end">\(plain(factor))</text>
                """)
        }
        // Predicted = measured, and the two bands.
        for (ratio, style) in [
            (1.0, "stroke=\"#222\""), (1.1, "stroke=\"#555\" stroke-dasharray=\"7 4\""),
            (1 / 1.1, "stroke=\"#555\" stroke-dasharray=\"7 4\""),
            (1.5, "stroke=\"#999\" stroke-dasharray=\"2 4\""),
            (1 / 1.5, "stroke=\"#999\" stroke-dasharray=\"2 4\""),
        ] {
            let from = max(0.1, 0.1 / ratio)
            let to = min(end, end / ratio)
            lines.append(
                "<line x1=\"\(rounded(x(from), 1))\" y1=\"\(rounded(y(from * ratio), 1))\" x2=\"\(rounded(x(to), 1))\" y2=\"\(rounded(y(to * ratio), 1))\" \(style)/>"
            )
        }
        lines.append(
            "<rect x=\"\(rounded(left, 1))\" y=\"\(rounded(top, 1))\" width=\"\(rounded(side, 1))\" height=\"\(rounded(side, 1))\" fill=\"none\" stroke=\"#222\"/>"
        )
        for row in rows where row.rule == .fewLosses {
            lines.append(
                "<line x1=\"\(rounded(x(row.seconds), 1))\" y1=\"\(rounded(y(row.interval.lowerBound), 1))\" x2=\"\(rounded(x(row.seconds), 1))\" y2=\"\(rounded(y(row.interval.upperBound), 1))\" stroke=\"#D55E00\"/>"
            )
        }
        for one in series {
            for row in rows where one.isMember(row) {
                lines.append(one.shape(x(row.seconds), y(row.predicted)))
            }
        }
        // Letters beside the rows that fail, and what they are.
        let failing = rows.filter { !$0.isMet }
        for (letter, row) in zip("abcdefghij", failing) {
            let place = "x=\"\(rounded(x(row.seconds) + 3, 1))\" y=\"\(rounded(y(row.predicted) + 19, 1))\""
            lines.append(
                "<text \(place) font-weight=\"bold\" stroke=\"white\" stroke-width=\"3\" paint-order=\"stroke\">\(letter)</text>"
            )
        }
        for (place, (letter, row)) in zip("abcdefghij", failing).enumerated() {
            let height = top + side - 14 - Double(failing.count - 1 - place) * 20
            lines.append(
                "<text x=\"\(rounded(left + 290, 1))\" y=\"\(rounded(height, 1))\"><tspan font-weight=\"bold\">\(letter)</tspan>  \(label(row))</text>"
            )
        }
        lines.append(
            "<text x=\"\(rounded(left + 290, 1))\" y=\"\(rounded(top + side - 14 - Double(failing.count) * 20, 1))\">not within the bounds:</text>"
        )
        for (place, one) in series.enumerated() {
            let height = top + 24 + Double(place) * 21
            lines.append(one.shape(left + 20, height - 4.5))
            lines.append(
                "<text x=\"\(rounded(left + 34, 1))\" y=\"\(rounded(height, 1))\">\(one.title)</text>")
        }
        for (place, (style, title)) in [
            ("stroke=\"#222\"", "predicted = measured"),
            ("stroke=\"#555\" stroke-dasharray=\"7 4\"", "10 % more or less"),
            ("stroke=\"#999\" stroke-dasharray=\"2 4\"", "a factor of 1.5"),
        ].enumerated() {
            let height = top + 129 + Double(place) * 21
            lines.append(
                "<line x1=\"\(rounded(left + 8, 1))\" y1=\"\(rounded(height - 4.5, 1))\" x2=\"\(rounded(left + 31, 1))\" y2=\"\(rounded(height - 4.5, 1))\" \(style)/>"
            )
            lines.append(
                "<text x=\"\(rounded(left + 34, 1))\" y=\"\(rounded(height, 1))\">\(title)</text>")
        }
        lines.append(
            """
            <text x="\(rounded(left + side / 2, 1))" y="\(rounded(top + side + 42, 1))" text-anchor="middle">measured time of the transfer, seconds</text>
            <text transform="translate(20 \(rounded(top + side / 2, 1))) rotate(-90)" text-anchor="middle">predicted time, seconds</text>
            </svg>

            """)
        return lines.joined(separator: "\n")
    }

    private static func label(_ row: MeasuredTransfer) -> String {
        let what =
            switch row.name {
            case "parallel": "\(row.lanes) associations"
            case "bbr": "BBR"
            case "one-instance": "one instance"
            default: "STOW-RS"
            }
        return "\(what), \(plain(row.roundTripMilliseconds)) ms, \(row.size)"
    }
}

// MARK: Keeping it true

@Suite("The page on transfer times is true")
struct TransferPageFacts {
    private static let isWriting = ProcessInfo.processInfo.environment["TELERAD_WRITE_PAGES"] == "1"

    private func check(_ name: String, _ content: (String) -> String) throws {
        let file = TransferPage.folder.appending(path: name)
        let present = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let wanted = content(present)
        if Self.isWriting, present != wanted {
            try wanted.write(to: file, atomically: true, encoding: .utf8)
        } else {
            #expect(
                present == wanted,
                "\(name) is out of date: TELERAD_WRITE_PAGES=1 swift test --filter TransferPage")
        }
    }

    /// The text with what stands between `<!-- name -->` and `<!-- end -->` replaced.
    private func replacing(_ name: String, in text: String, with block: String) -> String {
        guard let start = text.range(of: "<!-- \(name) -->\n"),
            let end = text.range(of: "<!-- end -->", range: start.upperBound..<text.endIndex)
        else {
            Issue.record("the page has no place for \(name)")
            return text
        }
        return text.replacingCharacters(in: start.upperBound..<end.lowerBound, with: block + "\n")
    }

    @Test("its figures and its table are what the model says")
    func page() throws {
        try check("TransferTimes.md") { text in
            replacing(
                "table",
                in: replacing("summary", in: text, with: TransferPage.summary(MeasuredTransfer.all)),
                with: TransferPage.table(MeasuredTransfer.all))
        }
    }

    @Test("its plot is drawn from the same rows")
    func plot() throws {
        try check("transfer-times.svg") { _ in TransferPage.plot(MeasuredTransfer.all) }
    }
}
