/// What is told of an interval over the studies of one replication.
public enum Statistic: String, CaseIterable, Hashable, Sendable {
    case mean, sd, min, max, p50, p90, p95, p99
}
