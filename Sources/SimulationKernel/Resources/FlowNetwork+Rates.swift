// Max–min fair rates. Active links are those whose level a change may alter; all others are taken as they are, and
// become active when that turns out to be wrong.

extension FlowNetwork {
    /// Makes a link's level part of what is solved for.
    @inline(__always)
    mutating func activate(_ link: Int32) {
        if links[link].isActive { return }
        links[link].isActive = true
        activeLinks.append(link)
    }

    /// Finds the levels of the active links, takes in more as long as need be, and puts the new rates into force.
    mutating func solve(at time: SimulationTime) {
        if activeLinks.count == 0 { return }
        var walked = 0
        repeat {
            while walked < activeLinks.count {
                takeBundles(of: activeLinks[walked])
                walked += 1
            }
            fill()
        } while findsDisturbedLinks()
        enact(at: time)
        activeLinks.cut(to: 0)
        activeBundles.cut(to: 0)
    }

    private mutating func takeBundles(of link: Int32) {
        var member = links[link].firstMember
        while member >= 0 {
            let bundle = member >> 2
            if !bundles[bundle].isActive {
                bundles[bundle].isActive = true
                activeBundles.append(bundle)
            }
            member = memberships[member].next
        }
    }

    /// Progressive filling of the active links: fixes `newRate` and `newLimit` of each active bundle and `newLevel`
    /// of each active link.
    private mutating func fill() {
        for place in 0..<activeLinks.count {
            let link = activeLinks[place]
            links[link].residual = links[link].capacity
            links[link].unfixed = Int32(truncatingIfNeeded: links[link].running.level)
            links[link].newLevel = .infinity
        }
        open.cut(to: 0)
        var leastBound = Double.infinity
        for place in 0..<activeBundles.count {
            let bundle = activeBundles[place]
            setBound(of: bundle)
            leastBound = min(leastBound, bundles[bundle].newRate)
            open.append(bundle)
        }
        var share = 0.0
        while open.count > 0 {
            // The smallest equal share that any link offers to its flows without a rate.
            var offer = Double.infinity
            var bottleneck: Int32 = -1
            for place in 0..<activeLinks.count {
                let link = activeLinks[place]
                if links[link].unfixed <= 0 { continue }
                let equal = links[link].residual / Double(links[link].unfixed)
                if equal < offer {
                    offer = equal
                    bottleneck = link
                }
            }
            // Shares never shrink; if one seems to, it is by rounding.
            share = max(share, offer)
            if leastBound <= share {
                // Flows bound to no more than that have their bound: the shares of the others only grow.
                leastBound = fixOpen { $0.newRate <= share }
            } else {
                let level = Self.unlessRounding(share, links[bottleneck].level)
                links[bottleneck].newLevel = level
                leastBound = fixOpen { bundle in
                    guard bundle.path.contains(bottleneck) else { return false }
                    bundle.newRate = level
                    bundle.newLimit = bottleneck
                    return true
                }
            }
        }
    }

    /// Bounds a bundle by its cap and by its links that are not active.
    @inline(__always)
    private mutating func setBound(of bundle: Int32) {
        let path = bundles[bundle].path
        var bound = bundles[bundle].cap
        var limit: Int32 = -1
        path.forEachLink { link in
            if links[link].isActive { return }
            if links[link].level < bound {
                bound = links[link].level
                limit = link
            }
            if links[link].capacity < bound {
                // No level to name: such a link becomes active, and the rate is found again.
                bound = links[link].capacity
                limit = Self.lightLink
            }
        }
        bundles[bundle].newRate = bound
        bundles[bundle].newLimit = limit
    }

    /// Stands for a link with capacity to spare where a bundle is bound by its whole capacity.
    private static var lightLink: Int32 { -2 }

    /// Fixes the rates of those open bundles that `isFixed` picks, and returns the least bound of the others.
    @inline(__always)
    private mutating func fixOpen(_ isFixed: (inout FlowBundle) -> Bool) -> Double {
        var least = Double.infinity
        var kept = 0
        for place in 0..<open.count {
            let bundle = open[place]
            if isFixed(&bundles[bundle]) {
                let count = bundles[bundle].count
                let given = bundles[bundle].newRate * Double(count)
                bundles[bundle].path.forEachLink { link in
                    // Of no meaning, and no harm, at links that are not active.
                    links[link].residual -= given
                    links[link].unfixed &-= count
                }
            } else {
                least = min(least, bundles[bundle].newRate)
                open[kept] = bundle
                kept &+= 1
            }
        }
        open.cut(to: kept)
        return least
    }

    /// The old value if the new one differs from it by no more than rounding may do.
    @inline(__always)
    private static func unlessRounding(_ new: Double, _ old: Double) -> Double {
        differs(new, old) ? new : old
    }

    @inline(__always)
    private static func differs(_ new: Double, _ old: Double) -> Bool { !(abs(new - old) <= 1e-12 * new) }

    /// Activates the other links that can't be left as they are: full ones with a flow whose rate changed, and light
    /// ones that are light no more. False if there are none.
    private mutating func findsDisturbedLinks() -> Bool {
        let before = activeLinks.count
        lightLinks.cut(to: 0)
        for place in 0..<activeBundles.count {
            let bundle = activeBundles[place]
            let rate = bundles[bundle].newRate
            if bundles[bundle].newLimit == Self.lightLink {
                bundles[bundle].path.forEachLink { if links[$0].capacity <= rate { activate($0) } }
                continue
            }
            let change = rate - bundles[bundle].rate
            if !Self.differs(rate, bundles[bundle].rate) { continue }
            let added = change * Double(bundles[bundle].count)
            bundles[bundle].path.forEachLink { link in
                if links[link].isActive { return }
                if links[link].isFull {
                    activate(link)
                    return
                }
                if !links[link].isLight {
                    links[link].isLight = true
                    links[link].newLoad = links[link].load
                    lightLinks.append(link)
                }
                links[link].newLoad += added
            }
        }
        for place in 0..<lightLinks.count {
            let link = lightLinks[place]
            links[link].isLight = false
            if links[link].isFilled(by: links[link].newLoad) { activate(link) }
        }
        return activeLinks.count > before
    }

    /// Puts new levels and rates into force; all that was sent before is settled at the old ones.
    private mutating func enact(at time: SimulationTime) {
        for place in 0..<activeLinks.count {
            let link = activeLinks[place]
            settle(link, at: time)
            links[link].level = links[link].newLevel
            links[link].load = links[link].capacity - max(0, links[link].residual)
            if links[link].running.level == 0 { links[link].load = 0 }
            links[link].isActive = false
            listAlarm(~link)
        }
        for place in 0..<lightLinks.count {
            let link = lightLinks[place]
            links[link].load = links[link].newLoad
        }
        for place in 0..<activeBundles.count {
            let bundle = activeBundles[place]
            bundles[bundle].isActive = false
            let limit = bundles[bundle].newLimit
            if limit != bundles[bundle].limit { hold(bundle, by: limit, at: time) }
            bundles[bundle].rate = bundles[bundle].newRate
        }
    }
}
