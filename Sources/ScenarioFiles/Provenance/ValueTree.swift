import Teleradiology

/// The values of a file together with what its readers took where the file says nothing.
struct ValueTree {
    private struct Branch {
        let step: ReadingStep
        var value: Value?
        var branches: [Branch] = []
    }

    private struct Value {
        let text: String
        let place: ScenarioPlace?
        let variant: String?
        var source: PresetSource?
    }

    private var root = Branch(step: .key(""))

    init(_ node: ScenarioNode, _ record: ReadingRecord) {
        if case .map(let entries) = node.content {
            // Variants are other scenarios, and what begins with 'x-' nobody reads.
            for entry in entries where entry.key != "variants" {
                Self.add(entry, at: [], to: &root, record)
            }
        }
        for standIn in record.standIns {
            Self.insert(
                Value(text: standIn.text, place: nil, variant: nil, source: standIn.source),
                at: standIn.steps[...], into: &root)
        }
    }

    // MARK: What the file says

    private static func add(
        _ entry: ScenarioNode.Entry, at steps: [ReadingStep], to branch: inout Branch, _ record: ReadingRecord
    ) {
        if entry.key.hasPrefix("x-") { return }
        add(entry.value, at: steps + [.key(entry.key)], to: &branch, record)
    }

    private static func add(
        _ node: ScenarioNode, at steps: [ReadingStep], to parent: inout Branch, _ record: ReadingRecord
    ) {
        guard let step = steps.last else { return }
        var branch = Branch(step: step)
        let source = record.source(at: steps)
        switch node.content {
        case .scalar(let text):
            branch.value = Value(text: text, place: node.place, variant: node.variant, source: source)
        case .list(let items):
            let texts = items.compactMap { item in
                if case .scalar(let text) = item.content { text } else { nil }
            }
            if texts.count == items.count {
                let place = items.first?.place ?? node.place
                // Long lists, such as the weights of a profile, are shown by their length.
                let text =
                    texts.count > 24 ? "[ … \(texts.count) values ]" : "[ \(texts.joined(separator: ", ")) ]"
                branch.value = Value(text: text, place: place, variant: node.variant, source: source)
            } else {
                for (index, (item, name)) in zip(items, ScenarioNode.names(of: items)).enumerated() {
                    add(item, at: steps + [.item(index, name)], to: &branch, record)
                }
            }
        case .map(let entries):
            for entry in entries { add(entry, at: steps, to: &branch, record) }
        }
        parent.branches.append(branch)
    }

    // MARK: What it leaves out

    private static func insert(_ value: Value, at steps: ArraySlice<ReadingStep>, into branch: inout Branch) {
        guard let step = steps.first else {
            if branch.value == nil, branch.branches.isEmpty { branch.value = value }
            return
        }
        if let index = branch.branches.firstIndex(where: { $0.step.name == step.name }) {
            insert(value, at: steps.dropFirst(), into: &branch.branches[index])
        } else {
            var next = Branch(step: step)
            insert(value, at: steps.dropFirst(), into: &next)
            branch.branches.append(next)
        }
    }

    // MARK: Values

    /// All of them, each with its path.
    ///
    /// - Parameter option: what the places of overrides begin with.
    func values(option: String) -> [SourcedValue] {
        var values: [SourcedValue] = []
        func collect(_ branch: Branch, _ path: [String]) {
            if let value = branch.value {
                values.append(
                    SourcedValue(
                        path: path, text: value.text.replacingLineFeeds,
                        origin: Self.origin(of: value, option), source: value.source))
            }
            for inner in branch.branches { collect(inner, path + [inner.step.name]) }
        }
        for branch in root.branches { collect(branch, [branch.step.name]) }
        return values
    }

    private static func origin(of value: Value, _ option: String) -> ValueOrigin {
        guard let place = value.place else { return value.source == nil ? .standard : .preset }
        if place.file.hasPrefix(option) { return .setting(place.file) }
        return value.variant.map { .variant($0, place) } ?? .file(place)
    }
}

extension String {
    /// One line of it.
    fileprivate var replacingLineFeeds: String {
        contains(where: \.isNewline)
            ? split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0 == " " } }.joined(
                separator: " ") : self
    }
}
