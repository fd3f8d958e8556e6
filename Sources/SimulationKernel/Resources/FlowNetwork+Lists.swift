// Bundles: finding the one of a path and a cap, and the lists of those on each link.

extension FlowNetwork {
    /// The bundle of this path and cap, made if there is none.
    mutating func findBundle(path: FlowPath, cap: Double, at time: SimulationTime) -> Int32 {
        let mask = table.count - 1
        var place = Self.hash(path, cap) & mask
        while table[place] >= 0 {
            let bundle = table[place]
            if bundles[bundle].cap == cap && bundles[bundle].path == path { return bundle }
            place = (place + 1) & mask
        }
        let bundle = Int32(truncatingIfNeeded: bundles.insert(FlowBundle(path: path, cap: cap, since: time)))
        if Int(bundle) == bundleAlarms.count {
            _ = bundleAlarms.insert(Alarm())
            for _ in 0..<4 { _ = memberships.insert(Membership()) }
        }
        var member = bundle << 2
        path.forEachLink { link in
            join(member, link)
            member += 1
        }
        put(bundle, at: place)
        if bundles.count * 2 > table.count { growTable() }
        return bundle
    }

    /// Takes an empty bundle away.
    mutating func removeBundle(_ bundle: Int32) {
        var member = bundle << 2
        bundles[bundle].path.forEachLink { link in
            leave(member, link)
            member += 1
        }
        removeFromTable(bundle)
        bundles.remove(Int(bundle))
    }

    // MARK: The list of a link

    private mutating func join(_ member: Int32, _ link: Int32) {
        let first = links[link].firstMember
        memberships[member] = Membership(next: first)
        if first >= 0 { memberships[first].previous = member }
        links[link].firstMember = member
    }

    private mutating func leave(_ member: Int32, _ link: Int32) {
        let place = memberships[member]
        if place.previous >= 0 {
            memberships[place.previous].next = place.next
        } else {
            links[link].firstMember = place.next
        }
        if place.next >= 0 { memberships[place.next].previous = place.previous }
    }

    // MARK: The table of bundles: linear probing, deletion without marks

    private static func hash(_ path: FlowPath, _ cap: Double) -> Int {
        let low = UInt64(UInt32(bitPattern: path[0])) | UInt64(UInt32(bitPattern: path[1])) &<< 32
        let high = UInt64(UInt32(bitPattern: path[2])) | UInt64(UInt32(bitPattern: path[3])) &<< 32
        // 0 and -0 are one cap.
        let bits = (cap + 0).bitPattern
        var hash = (low ^ bits &>> 29 ^ bits) &* 0x9E37_79B9_7F4A_7C15
        hash = (hash ^ hash &>> 32 ^ high) &* 0x9FB2_1C65_1E98_DF25
        return Int(truncatingIfNeeded: hash &>> 32)
    }

    private func home(of bundle: Int32) -> Int { Self.hash(bundles[bundle].path, bundles[bundle].cap) }

    @inline(__always)
    private mutating func put(_ bundle: Int32, at place: Int) {
        table[place] = bundle
        bundles[bundle].tablePlace = Int32(truncatingIfNeeded: place)
    }

    private mutating func removeFromTable(_ bundle: Int32) {
        let mask = table.count - 1
        var hole = Int(bundles[bundle].tablePlace)
        // Those behind move up unless that would put them before their home.
        var place = (hole + 1) & mask
        while table[place] >= 0 {
            let other = table[place]
            let distance = (place - home(of: other)) & mask
            if distance >= (place - hole) & mask {
                put(other, at: hole)
                hole = place
            }
            place = (place + 1) & mask
        }
        table[hole] = -1
    }

    private mutating func growTable() {
        let mask = table.count * 2 - 1
        var bundlesOfTable = Stack<Int32>(capacity: table.count)
        for place in 0..<table.count where table[place] >= 0 { bundlesOfTable.append(table[place]) }
        table = Stack(repeating: -1, count: mask + 1)
        for entry in 0..<bundlesOfTable.count {
            let bundle = bundlesOfTable[entry]
            var place = home(of: bundle) & mask
            while table[place] >= 0 { place = (place + 1) & mask }
            put(bundle, at: place)
        }
    }
}
