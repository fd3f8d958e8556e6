// The yardstick of the event kernel: M/M/1 and hold models written by hand in C++, as fast as we know how.
//
// 16-byte events in an implicit 4-ary heap with a lazy root (a pop leaves a hole that the next push fills with
// one sift-down), compared as one 128-bit number (time bits, sequence, kind and index), children of a node in one
// cache line, branch-free minimum of four; xoshiro256++; ziggurat exponential; no allocation per event.
// Times are doubles: as IEEE bits of non-negative numbers they order as unsigned integers.
//
// usage: yardstick mm1 CUSTOMERS | hold PENDING EVENTS
// prints: events, CPU seconds, and a figure that a known answer is checked against

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

using u64 = std::uint64_t;
using u128 = unsigned __int128;

struct Xoshiro {
    u64 s[4];
    explicit Xoshiro(u64 seed)
    {
        for (auto& word : s) {
            seed += 0x9E3779B97F4A7C15u;
            u64 z = seed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
            word = z ^ (z >> 31);
        }
    }
    static u64 rotl(u64 x, int k) { return (x << k) | (x >> (64 - k)); }
    u64 next()
    {
        const u64 result = rotl(s[0] + s[3], 23) + s[0];
        const u64 t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = rotl(s[3], 45);
        return result;
    }
    double uniform() { return (double(next() >> 11) + 0.5) * 0x1p-53; }
};

// Marsaglia and Tsang's ziggurat with 256 layers for the exponential density.
struct Ziggurat {
    struct Layer {
        u64 accept;
        double scale, density;
    };
    Layer layer[256];
    static constexpr double tail = 7.69711747013104972, area = 3.949659822581572e-3;
    Ziggurat()
    {
        const double base = area / std::exp(-tail);
        layer[0] = {u64(tail / base * 0x1p53), base * 0x1p-53, 1};
        double inner = tail;
        for (int i = 255; i >= 1; --i) {
            const double outer = inner;
            inner = i == 1 ? 0 : -std::log(std::fmin(1, area / outer + std::exp(-outer)));
            layer[i] = {u64(inner / outer * 0x1p53), outer * 0x1p-53, std::exp(-outer)};
        }
    }
    double draw(Xoshiro& random) const
    {
        u64 word = random.next();
        for (;;) {
            const unsigned i = word & 255;
            const u64 bits = word >> 11;
            const double x = double(std::int64_t(bits)) * layer[i].scale;
            if (__builtin_expect(bits < layer[i].accept, 1)) return x;
            if (i == 0) return tail - std::log(random.uniform());
            const double upper = i == 1 ? 1 : layer[i - 1].density;
            if (layer[i].density + random.uniform() * (upper - layer[i].density) < std::exp(-x)) return x;
            word = random.next();
        }
    }
};

class Heap {
public:
    explicit Heap(std::size_t capacity)
    {
        void* memory = nullptr;
        if (posix_memalign(&memory, 64, (capacity + 16) * 16) != 0) std::abort();
        node = static_cast<u128*>(memory) + 3;  // children 4i+1 ... 4i+4 fill a cache line
        for (std::size_t i = 0; i < 4; ++i) node[i] = ~u128(0);
    }
    void push(double time, std::uint32_t what)
    {
        u64 bits;
        std::memcpy(&bits, &time, 8);
        const u128 key = u128(bits) << 64 | u64(sequence++) << 32 | what;
        if (hole) {
            hole = false;
            siftDown(key);
            return;
        }
        node[size + 4] = ~u128(0);
        std::size_t i = size++;
        while (i > 0) {
            const std::size_t parent = (i - 1) >> 2;
            if (node[parent] < key) break;
            node[i] = node[parent];
            i = parent;
        }
        node[i] = key;
    }
    std::uint32_t pop(double& time)
    {
        if (hole) {
            hole = false;
            const u128 last = node[--size];
            node[size] = ~u128(0);
            if (size > 0) siftDown(last);
        }
        const u128 key = node[0];
        hole = true;
        const u64 bits = u64(key >> 64);
        std::memcpy(&time, &bits, 8);
        return std::uint32_t(key);
    }

private:
    u128* node;
    std::size_t size = 0;
    bool hole = false;
    std::uint32_t sequence = 0;

    void siftDown(u128 key)
    {
        std::size_t i = 0, child = 1;
        while (child < size) {
            const u128 a = node[child], b = node[child + 1], c = node[child + 2], d = node[child + 3];
            const bool first = a < b, second = c < d;
            const u128 ab = first ? a : b, cd = second ? c : d;
            const std::size_t abIndex = child + !first, cdIndex = child + 2 + !second;
            const bool pair = ab < cd;
            const u128 least = pair ? ab : cd;
            const std::size_t index = pair ? abIndex : cdIndex;
            if (key < least) break;
            node[i] = least;
            i = index;
            child = 4 * i + 1;
        }
        node[i] = key;
    }
};

static double cpu() { return double(std::clock()) / CLOCKS_PER_SEC; }

static void singleServer(u64 customers)
{
    static double ring[1 << 16];
    const Ziggurat exponential;
    Xoshiro arrivals(1), services(2);
    Heap heap(64);
    u64 head = 0, tail = 0, served = 0, events = 0;
    double total = 0, now = 0;
    const double start = cpu();
    heap.push(1.25 * exponential.draw(arrivals), 0);
    while (served < customers) {
        const std::uint32_t what = heap.pop(now);
        ++events;
        if (what == 0) {
            ring[tail++ & 0xFFFF] = now;
            if (tail - head == 1) heap.push(now + exponential.draw(services), 1);
            heap.push(now + 1.25 * exponential.draw(arrivals), 0);
        } else {
            total += now - ring[head++ & 0xFFFF];
            ++served;
            if (tail != head) heap.push(now + exponential.draw(services), 1);
        }
    }
    const double seconds = cpu() - start;
    std::printf("%llu %.6f %.6f\n", (unsigned long long)events, seconds, total / double(served));
}

static void hold(u64 pending, u64 count)
{
    const Ziggurat exponential;
    Xoshiro random(1);
    Heap heap(pending + 1);
    for (u64 i = 0; i < pending; ++i) heap.push(exponential.draw(random), std::uint32_t(i));
    double now = 0;
    const auto run = [&](u64 events) {
        for (u64 i = 0; i < events; ++i) {
            const std::uint32_t what = heap.pop(now);
            heap.push(now + exponential.draw(random), what);
        }
    };
    run(count / 10);
    const double clock0 = now, start = cpu();
    run(count);
    const double seconds = cpu() - start;
    std::printf("%llu %.6f %.6f\n", (unsigned long long)count, seconds, (now - clock0) / double(count) * double(pending));
}

int main(int argc, char** argv)
{
    if (argc == 3 && !std::strcmp(argv[1], "mm1")) {
        singleServer(std::strtoull(argv[2], nullptr, 10));
    } else if (argc == 4 && !std::strcmp(argv[1], "hold")) {
        hold(std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[3], nullptr, 10));
    } else {
        std::fprintf(stderr, "usage: yardstick mm1 CUSTOMERS | hold PENDING EVENTS\n");
        return 64;
    }
}
