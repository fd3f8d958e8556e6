import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reads XML with the platform's parser.
enum XMLCheck {
    /// The names of the elements in the order of their beginnings; throws what the parser says.
    static func elements(_ data: Data) throws -> [String] {
        let parser = XMLParser(data: data)
        let names = Names()
        parser.delegate = names
        guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
        return names.found
    }

    private final class Names: NSObject, XMLParserDelegate {
        var found: [String] = []

        func parser(
            _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
            qualifiedName qName: String?, attributes attributeDict: [String: String]
        ) {
            found.append(elementName)
        }
    }
}
