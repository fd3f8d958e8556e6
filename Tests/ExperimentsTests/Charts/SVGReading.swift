import Foundation
import Reports

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// An element of a chart's SVG, as an XML parser reads it.
final class SVGElement {
    let name: String
    let attributes: [String: String]
    private(set) var children: [SVGElement] = []
    private(set) var text = ""

    private init(_ name: String, _ attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    /// The root element of a text; throws what the parser says of a text that is no XML.
    static func root(of text: String) throws -> SVGElement {
        let parser = XMLParser(data: Data(text.utf8))
        let builder = Builder()
        parser.delegate = builder
        guard parser.parse(), let root = builder.root else {
            throw parser.parserError ?? CocoaError(.fileReadCorruptFile)
        }
        return root
    }

    /// It and everything below it.
    var all: [SVGElement] { [self] + children.flatMap(\.all) }

    /// The elements with a class.
    func elements(_ kind: String) -> [SVGElement] {
        all.filter { ($0.attributes["class"] ?? "").split(separator: " ").contains { $0 == kind } }
    }

    func number(_ key: String) -> Double { attributes[key].flatMap(Double.init) ?? .nan }

    /// The corners of a path of straight lines.
    var corners: [(x: Double, y: Double)] {
        (attributes["d"] ?? "").split { "MLZ".contains($0) }.compactMap { pair in
            let parts = pair.split(separator: " ").compactMap { Double($0) }
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
    }

    private final class Builder: NSObject, XMLParserDelegate {
        var root: SVGElement?
        private var stack: [SVGElement] = []

        func parser(
            _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
            qualifiedName qName: String?, attributes attributeDict: [String: String]
        ) {
            let element = SVGElement(elementName, attributeDict)
            stack.last?.children.append(element)
            if stack.isEmpty { root = element }
            stack.append(element)
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { stack.last?.text += string }

        func parser(
            _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
            qualifiedName qName: String?
        ) {
            stack.removeLast()
        }
    }
}

/// A scale that is recovered from a drawn axis: two of its labelled ticks say what a coordinate means.
struct DrawnAxis {
    private let first: (value: Double, place: Double)
    private let second: (value: Double, place: Double)
    private let isLogarithmic: Bool

    init(
        _ first: (value: Double, place: Double), _ second: (value: Double, place: Double),
        log isLogarithmic: Bool = false
    ) {
        self.first = first
        self.second = second
        self.isLogarithmic = isLogarithmic
    }

    func value(at place: Double) -> Double {
        let share = (place - first.place) / (second.place - first.place)
        return isLogarithmic
            ? first.value * pow(second.value / first.value, share)
            : first.value + share * (second.value - first.value)
    }
}

extension SVGElement {
    /// Where the text with this content stands.
    func label(_ text: String) throws -> (x: Double, y: Double) {
        guard let found = all.first(where: { $0.name == "text" && $0.text == text }) else {
            throw Missing(label: text, labels: all.filter { $0.name == "text" }.map(\.text))
        }
        return (found.number("x"), found.number("y"))
    }

    struct Missing: Error {
        let label: String
        let labels: [String]
    }
}
