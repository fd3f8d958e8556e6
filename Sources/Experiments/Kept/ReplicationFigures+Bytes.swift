import SimulationKernel
import Teleradiology

extension ReplicationFigures {
    /// The figures as bytes; the same figures always give the same bytes.
    var bytes: [UInt8] {
        var writer = FigureWriter()
        // A dictionary has another order in every process.
        let sorted = groups.sorted { $0.key.code.lexicographicallyPrecedes($1.key.code) }
        writer.add(sorted) { entry, writer in
            entry.key.code.forEach { writer.add($0) }
            entry.value.write(to: &writer)
        }
        writer.add(resources) { $0.write(to: &$1) }
        writer.add(readerTimes) { time, writer in
            writer.add(time.group)
            for part in [time.onShift, time.reading, time.interrupted, time.idle, time.overtime] {
                writer.add(part)
            }
        }
        writer.add(providers) { use, writer in
            writer.add(use.provider)
            for count in [use.reads, use.promised, use.inTime] { writer.add(count) }
            writer.add(use.penalties) { $0.write(to: &$1) }
        }
        writer.add(costs) { item, writer in
            writer.add(item.element)
            item.money.write(to: &writer)
        }
        writer.add(Int(observed.microseconds))
        writer.add(hubs) { hub, writer in
            writer.add(hub.technology.rawValue)
            writer.add(hub.received)
            writer.add(hub.served)
        }
        writer.add(Int(backlog.step.microseconds))
        writer.add(backlog.points) { point, writer in
            for level in [point.transfer, point.worklist, point.readers] { writer.add(level) }
        }
        week.write(to: &writer)
        writer.add(conservation.created)
        writer.add(conservation.reported)
        writer.add(conservation.inSystemCounts) { $1.add($0) }
        writer.add(bytesReceived)
        writer.add(bytesSentAgain)
        for number in [events, fingerprint, demandFingerprint] { writer.add(number) }
        writer.add(reporting.map { [$0] } ?? []) { $0.write(to: &$1) }
        return writer.bytes
    }

    /// The figures that ``bytes`` were made of.
    init(bytes: ArraySlice<UInt8>) throws(FigureReader.Damage) {
        var reader = FigureReader(bytes)
        let entries = try reader.list { reader throws(FigureReader.Damage) in
            let group = try StudyGroup(code: [reader.integer(), reader.integer(), reader.integer()])
            return (group, try GroupFigures(&reader))
        }
        groups = Dictionary(entries) { $1 }
        resources = try reader.list { reader throws(FigureReader.Damage) in try ResourceUse(&reader) }
        readerTimes = try reader.list { reader throws(FigureReader.Damage) in
            ReaderTime(
                group: try reader.text(), onShift: try reader.number(), reading: try reader.number(),
                interrupted: try reader.number(), idle: try reader.number(), overtime: try reader.number())
        }
        providers = try reader.list { reader throws(FigureReader.Damage) in
            ProviderUse(
                named: try reader.text(), reads: try reader.integer(), promised: try reader.integer(),
                inTime: try reader.integer(),
                penalties: try reader.list { reader throws(FigureReader.Damage) in try Money(&reader) })
        }
        costs = try reader.list { reader throws(FigureReader.Damage) in
            CostItem(try reader.text(), try Money(&reader))
        }
        observed = Duration(microseconds: Int64(try reader.integer()))
        hubs = try reader.list { reader throws(FigureReader.Damage) in
            guard let technology = DeliveryTechnology(rawValue: try reader.text()) else {
                throw FigureReader.Damage()
            }
            var hub = HubTraffic(technology: technology)
            hub.received = try reader.integer()
            hub.served = try reader.integer()
            return hub
        }
        let step = Duration(microseconds: Int64(try reader.integer()))
        backlog = Backlog(
            step: step,
            points: try reader.list { reader throws(FigureReader.Damage) in
                Backlog.Point(
                    inTransfer: try reader.number(), onWorklist: try reader.number(),
                    withReaders: try reader.number())
            })
        week = try HourlyWeek(&reader)
        conservation = Conservation(
            created: try reader.integer(), reported: try reader.integer(),
            inSystemCounts: try reader.list { reader throws(FigureReader.Damage) in try reader.integer() })
        bytesReceived = try reader.number()
        bytesSentAgain = try reader.number()
        events = try reader.bits()
        fingerprint = try reader.bits()
        demandFingerprint = try reader.bits()
        let reporting = try reader.list { reader throws(FigureReader.Damage) in
            try ReportingFigures(&reader)
        }
        guard reporting.count <= 1 else { throw FigureReader.Damage() }
        self.reporting = reporting.first
        guard reader.isAtEnd else { throw FigureReader.Damage() }
    }
}

extension HourlyWeek {
    fileprivate func write(to writer: inout FigureWriter) {
        for sums in [observed, transfer, worklist] { writer.add(sums) { $1.add($0) } }
        writer.add(readers) { readers, writer in
            writer.add(readers.group.map { [$0] } ?? []) { $1.add($0) }
            for sums in [readers.busy, readers.onShift] { writer.add(sums) { $1.add($0) } }
        }
    }

    fileprivate init(_ reader: inout FigureReader) throws(FigureReader.Damage) {
        func sums(_ reader: inout FigureReader) throws(FigureReader.Damage) -> [Double] {
            let sums = try reader.list { reader throws(FigureReader.Damage) in try reader.number() }
            guard sums.count == HourlyWeek.hours else { throw FigureReader.Damage() }
            return sums
        }
        self.init(
            observed: try sums(&reader), transfer: try sums(&reader), worklist: try sums(&reader),
            readers: try reader.list { reader throws(FigureReader.Damage) in
                let names = try reader.list { reader throws(FigureReader.Damage) in try reader.text() }
                guard names.count <= 1 else { throw FigureReader.Damage() }
                return Readers(group: names.first, busy: try sums(&reader), onShift: try sums(&reader))
            })
    }
}

extension ReportingFigures {
    fileprivate func write(to writer: inout FigureWriter) {
        writer.add(counts) { $1.add($0) }
        writer.add(tasks) { task, writer in
            writer.add(task.done)
            for figure in [task.waitMean, task.waitP95, task.workMean] { writer.add(figure) }
            writer.add(task.outstanding)
        }
    }

    fileprivate init(_ reader: inout FigureReader) throws(FigureReader.Damage) {
        let counts = try reader.list { reader throws(FigureReader.Damage) in try reader.number() }
        let tasks = try reader.list { reader throws(FigureReader.Damage) in
            Task(
                done: try reader.number(), waitMean: try reader.optionalNumber(),
                waitP95: try reader.optionalNumber(), workMean: try reader.optionalNumber(),
                outstanding: try reader.number())
        }
        guard counts.count == ReportingCount.allCases.count, tasks.count == ReportingTask.allCases.count
        else { throw FigureReader.Damage() }
        self.init(counts: counts, tasks: tasks)
    }
}

extension GroupFigures {
    fileprivate func write(to writer: inout FigureWriter) {
        writer.add(reported)
        writer.add(perDay)
        writer.add(withinTarget)
        writer.add(intervals) { interval, writer in
            writer.add(interval.values) { $1.add($0) }
        }
        writer.add(turnaroundShares) { $1.add($0) }
        writer.add(parts) { $1.add($0) }
        writer.add(waitParts) { $1.add($0) }
        writer.add(interrupted)
        writer.add(interruptions)
    }

    fileprivate init(_ reader: inout FigureReader) throws(FigureReader.Damage) {
        func numbers(_ count: Int, _ reader: inout FigureReader) throws(FigureReader.Damage) -> [Double?] {
            let numbers = try reader.list { reader throws(FigureReader.Damage) in
                try reader.optionalNumber()
            }
            guard numbers.count == count else { throw FigureReader.Damage() }
            return numbers
        }
        reported = try reader.integer()
        perDay = try reader.number()
        withinTarget = try reader.optionalNumber()
        intervals = try reader.list { reader throws(FigureReader.Damage) in
            IntervalFigures(values: try numbers(Statistic.allCases.count, &reader))
        }
        turnaroundShares = try reader.list { reader throws(FigureReader.Damage) in try reader.number() }
        parts = try numbers(TransferPart.allCases.count, &reader)
        waitParts = try numbers(WaitPart.allCases.count, &reader)
        interrupted = try reader.optionalNumber()
        interruptions = try reader.optionalNumber()
        guard intervals.count == Interval.allCases.count,
            turnaroundShares.isEmpty || turnaroundShares.count == TurnaroundCurve.times.count
        else { throw FigureReader.Damage() }
    }
}

extension ResourceUse {
    fileprivate func write(to writer: inout FigureWriter) {
        writer.add(kind.rawValue)
        writer.add(name)
        writer.add(utilisation)
        writer.add(capacity)
        writer.add(meanQueue)
        writer.add(maximumQueue)
        writer.add(availability)
    }

    fileprivate init(_ reader: inout FigureReader) throws(FigureReader.Damage) {
        guard let kind = Kind(rawValue: try reader.text()) else { throw FigureReader.Damage() }
        self.init(
            kind: kind, name: try reader.text(), utilisation: try reader.optionalNumber(),
            capacity: try reader.number(), meanQueue: try reader.number(),
            maximumQueue: try reader.integer(), availability: try reader.optionalNumber())
    }
}

extension Money {
    fileprivate func write(to writer: inout FigureWriter) {
        writer.add(amount)
        writer.add(currency)
    }

    fileprivate init(_ reader: inout FigureReader) throws(FigureReader.Damage) {
        self.init(try reader.number(), try reader.text())
    }
}

extension StudyGroup {
    /// The group as numbers, which also put groups in order.
    fileprivate var code: [Int] {
        switch self {
        case .all: [0, 0, 0]
        case .priority(let priority): [1, priority, 0]
        case .modality(let modality): [2, Int(modality.rawValue), 0]
        case .modalityAndPriority(let modality, let priority): [3, Int(modality.rawValue), priority]
        case .triaged(let studies): [4, Int(studies.rawValue), 0]
        case .hours(let hours, let modality, let priority):
            [
                5, hours.first * 100 + hours.end,
                (priority.map { $0 + 1 } ?? 0) * 100 + (modality.map { Int($0.rawValue) + 1 } ?? 0),
            ]
        }
    }

    fileprivate init(code: [Int]) throws(FigureReader.Damage) {
        func known<Value: RawRepresentable<UInt8>>(_ number: Int) throws(FigureReader.Damage) -> Value {
            guard let raw = UInt8(exactly: number), let value = Value(rawValue: raw) else {
                throw FigureReader.Damage()
            }
            return value
        }
        switch code[0] {
        case 0: self = .all
        case 1: self = .priority(code[1])
        case 2: self = .modality(try known(code[1]))
        case 3: self = .modalityAndPriority(try known(code[1]), code[2])
        case 4: self = .triaged(try known(code[1]))
        case 5:
            guard code[2] >= 0, let hours = HoursOfDay(from: code[1] / 100, to: code[1] % 100) else {
                throw FigureReader.Damage()
            }
            let (priority, modality) = code[2].quotientAndRemainder(dividingBy: 100)
            self = .hours(
                hours, modality: modality == 0 ? nil : try known(modality - 1),
                priority: priority == 0 ? nil : priority - 1)
        default: throw FigureReader.Damage()
        }
    }
}
