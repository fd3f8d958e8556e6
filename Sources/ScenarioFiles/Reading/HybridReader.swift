import SimulationKernel
import Teleradiology

/// Reads `technologies.hybrid`.
enum HybridReader {
    static func plan(_ reader: NodeReader) -> HybridPlan? {
        guard
            let map = reader.map(
                "a hybrid such as '{ cache: { retention: 30 d }, copy: { round_trip: 14 ms } }'",
                keys: ["cache", "copy"])
        else { return nil }
        var retention: Duration?
        if let cache = map.required("cache", "{ retention: 30 d }")?.map(
            "a cache such as '{ retention: 30 d }'", keys: ["retention"])
        {
            retention = cache.required("retention", "30 d")?.duration(
                "how long it keeps studies, such as '30 d'")
        }
        guard
            let copy = map.required("copy", "{ round_trip: 14 ms }")?.map(
                "copies such as '{ round_trip: 14 ms, limit: 100 Mbit/s }'",
                keys: ["round_trip", "loss", "limit"])
        else { return nil }
        let roundTrip = copy.required("round_trip", "14 ms")?.duration(
            "the round trip between the hub and the cloud, such as '14 ms'")
        let loss = copy.optional("loss")?.loss() ?? copy.fallback("loss", 0, as: NumberShown.share)
        let limit = copy.optional("limit")?.bandwidth()
        guard let retention, let roundTrip else { return nil }
        return HybridPlan(
            retention: retention, roundTrip: roundTrip, lossProbability: loss, limit: limit)
    }
}
