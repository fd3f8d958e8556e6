import Foundation
import SimulationKernel

// usage: flow-bench line|caps|network SLOTS FLOWS ROUNDS
// Each slot sends its flows one after another, so that as many run as there are slots, and all of it again in each
// round. Prints: changes (starts and ends), CPU seconds, and the mean finish time, which Peers/flows_simgrid.cpp must
// agree with.

/// The lines, and the slots that send over them.
struct Traffic: ~Copyable {
    private var network = FlowNetwork(completionKind: 1)
    private var paths: [FlowPath] = []
    private var simulation = Simulation<LadderQueue>()
    private var randoms: [SplitMix64]
    private var left: [Int]
    private let isCapped: Bool
    /// Caps go from well below to well above this.
    private let equalShare: Double
    private var sumOfFinishes = 0.0
    private var finished = 0

    init(_ kind: String, slots: Int, flows: Int) {
        if kind == "network" {
            // Half of the slots send from 20 sites to a hub, half from the hub to 50 readers.
            for site in 0..<20 { _ = network.addLink(bytesPerSecond: 12.5e6 * Double(1 + site % 4)) }
            for reader in 0..<50 { _ = network.addLink(bytesPerSecond: 25e6 * Double(1 + reader % 3)) }
            let hubIn = network.addLink(bytesPerSecond: 250e6)
            let hubOut = network.addLink(bytesPerSecond: 250e6)
            for pair in 0..<slots {
                let isUpload = pair.isMultiple(of: 2)
                paths.append(isUpload ? FlowPath(pair / 2 % 20, hubIn) : FlowPath(hubOut, 20 + pair / 2 % 50))
            }
        } else {
            paths = Array(repeating: FlowPath(network.addLink(bytesPerSecond: 1e9)), count: slots)
        }
        isCapped = kind == "caps"
        equalShare = 1e9 / Double(slots)
        randoms = (0..<slots).map { SplitMix64(state: UInt64($0)) }
        left = Array(repeating: flows / slots, count: slots)
    }

    private mutating func send(_ slot: Int) {
        guard left[slot] > 0 else { return }
        left[slot] -= 1
        let bytes = (1e6 + 99e6 * randoms[slot].uniform()).rounded()
        let cap = equalShare * (0.3 + 2 * randoms[slot].uniform())
        _ = network.start(
            bytes: bytes, cap: isCapped ? cap : .infinity, path: paths[slot], owner: slot, in: &simulation)
    }

    mutating func run() -> (changes: Int, seconds: Double, meanFinish: Double) {
        let start = clock()
        for slot in left.indices { send(slot) }
        while let event = simulation.next() {
            let slot = network.finish(event.index, in: &simulation)
            sumOfFinishes += (simulation.now - .zero).seconds
            finished += 1
            send(slot)
        }
        let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        return (2 * finished, seconds, sumOfFinishes / Double(finished))
    }
}

let arguments = CommandLine.arguments
guard arguments.count == 5, ["line", "caps", "network"].contains(arguments[1]),
    let slots = Int(arguments[2]), let flows = Int(arguments[3]), let rounds = Int(arguments[4]),
    slots > 0 && rounds > 0
else {
    FileHandle.standardError.write(
        Data("usage: flow-bench line|caps|network SLOTS FLOWS ROUNDS\n".utf8))
    exit(64)
}
var changes = 0
var seconds = 0.0
var meanFinish = 0.0
for _ in 0..<rounds {
    var traffic = Traffic(arguments[1], slots: slots, flows: flows)
    let outcome = traffic.run()
    changes += outcome.changes
    seconds += outcome.seconds
    meanFinish = outcome.meanFinish
}
print(changes, seconds, meanFinish)
