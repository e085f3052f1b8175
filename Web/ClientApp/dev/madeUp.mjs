// Made-up answers in the API's shapes. Deterministic but for the live part.

let seed = 7;
const random = () => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return seed / 4_294_967_296;
};
const pick = (list) => list[Math.floor(random() * list.length)];
const skew = (most) => Math.max(1, Math.round(most ** random()));

const awsRegions = [
    ['eu-west-1', 'Europe (Ireland)', 'Dublin', 53.35, -6.26],
    ['us-east-1', 'US East (N. Virginia)', 'Ashburn', 39.04, -77.49],
    ['us-west-1', 'US West (N. California)', 'San Francisco', 37.77, -122.42],
    ['us-west-2', 'US West (Oregon)', 'Boardman', 45.84, -119.7],
    ['sa-east-1', 'South America (São Paulo)', 'São Paulo', -23.55, -46.63],
    ['ap-southeast-1', 'Asia Pacific (Singapore)', 'Singapore', 1.35, 103.82],
    ['ap-northeast-1', 'Asia Pacific (Tokyo)', 'Tokyo', 35.68, 139.69],
    ['ap-southeast-2', 'Asia Pacific (Sydney)', 'Sydney', -33.87, 151.21],
].map(([code, name, city, latitude, longitude]) => ({ code, name, city, latitude, longitude }));

const cities = [
    ['CN', 'Beijing', 39.9, 116.4, 90],
    ['CN', 'Shanghai', 31.2, 121.5, 70],
    ['CN', 'Guangzhou', 23.1, 113.3, 50],
    ['US', 'New York', 40.7, -74, 40],
    ['US', 'Los Angeles', 34, -118.2, 30],
    ['US', 'Chicago', 41.9, -87.6, 20],
    ['DE', 'Frankfurt am Main (Innenstadt I)', 50.1, 8.7, 16],
    ['NL', 'Amsterdam', 52.4, 4.9, 22],
    ['RU', 'Moscow', 55.8, 37.6, 34],
    ['BR', 'São Paulo', -23.5, -46.6, 14],
    ['IN', 'Mumbai', 19.1, 72.9, 12],
    ['JP', 'Tokyo', 35.7, 139.7, 10],
    ['KR', 'Seoul', 37.6, 127, 18],
    ['TW', 'Taipei', 25, 121.5, 11],
    ['VN', 'Hanoi', 21, 105.8, 13],
    ['GB', 'London', 51.5, -0.1, 9],
    ['FR', 'Paris', 48.9, 2.3, 8],
    ['IR', 'Tehran', 35.7, 51.4, 6],
    ['AU', 'Sydney', -33.9, 151.2, 3],
    ['ZA', 'Johannesburg', -26.2, 28, 2],
    ['EG', 'Cairo', 30, 31.2, 3],
    ['AR', 'Buenos Aires', -34.6, -58.4, 4],
    ['CA', 'Toronto', 43.7, -79.4, 5],
    ['SG', 'Singapore', 1.35, 103.8, 7],
    ['UA', 'Kyiv', 50.5, 30.5, 5],
    ['TR', 'Istanbul', 41, 29, 6],
];
const places = cities.flatMap(([country, city, latitude, longitude, weight]) =>
    Array.from({ length: 14 }, (_, index) => ({
        country,
        city: index === 0 ? city : `${city} ${index}`,
        latitude: latitude + (index === 0 ? 0 : (random() - 0.5) * 7),
        longitude: longitude + (index === 0 ? 0 : (random() - 0.5) * 9),
        weight: index === 0 ? weight : weight * random() ** 3 * 0.5,
    })),
);

const traffic = (flows) => ({ flows, packets: flows * 4, bytes: flows * (200 + Math.floor(random() * 4000)) });
const zero = { flows: 0, packets: 0, bytes: 0 };
const hour = 3_600_000;

export function exampleMeta() {
    const now = Date.now();
    return {
        demo: true,
        now: new Date(now).toISOString(),
        span: { from: new Date(now - 72 * hour).toISOString(), to: new Date(now).toISOString() },
        newest: new Date(now - 4000).toISOString(),
        accounts: [
            { account: '123456789012', regions: ['eu-west-1'], flows: 1_200_000 },
            { account: '234567890123', regions: ['us-east-1'], flows: 400_000 },
            { account: '345678901234', regions: awsRegions.map(({ code }) => code), flows: 387_436 },
        ],
        awsRegions,
        examples: [
            {
                account: '123456789012',
                mode: 'correlate',
                days: 1,
                ips: ['10.0.1.10', '10.0.2.20', '10.0.3.7'],
                title: 'Busiest five of production',
            },
            {
                account: '123456789012',
                mode: 'inspect',
                days: 1,
                ips: ['10.0.6.66'],
                title: 'All traffic of 10.0.6.66',
            },
            { account: '123456789012', mode: 'rejects', days: 1, ips: ['10.0.6.66'], title: 'Rejects of 10.0.6.66' },
        ],
        import: {
            state: 'idle',
            objects: 4310,
            pendingObjects: 0,
            records: 2_100_000,
            noData: 4,
            skipData: 1,
            rejected: 7,
            problems: [
                {
                    key: 'AWSLogs/123456789012/vpcflowlogs/eu-west-1/2026/11/21/123456789012_vpcflowlogs_eu-west-1_fl-0a1b_20261121T1005Z_9f.log.gz',
                    reason: 'The object is no complete gzip file: it ends in the middle of a block. Copy it to the bucket again.',
                    time: new Date(now - 50_000).toISOString(),
                },
            ],
        },
        live: {
            from: new Date(now - hour).toISOString(),
            ...traffic(90_000),
            newestArrival: new Date(now).toISOString(),
        },
        geo: { builtAt: null },
    };
}

export function geoAnswer(query) {
    const now = Date.now();
    const rows = places.flatMap((place) =>
        awsRegions.flatMap((region) => {
            const direction = random() < 0.85 ? 'inbound' : 'outbound';
            const action = direction === 'outbound' || random() < 0.35 ? 'accept' : 'reject';
            const flows = Math.round(place.weight * random() ** 4 * 60);
            const { weight, ...where } = place;
            return flows === 0
                ? []
                : [{ account: '345678901234', region: region.code, ...where, direction, action, ...traffic(flows) }];
        }),
    );
    rows.push({ ...rows[0], region: 'unknown', flows: 31 });
    const sum = (action) => rows.filter((row) => row.action === action).reduce((total, row) => total + row.flows, 0);
    const empty = query.get('account') === '998';
    return {
        from: new Date(now - hour).toISOString(),
        to: new Date(now).toISOString(),
        places: empty ? [] : rows,
        accepted: { ...zero, flows: sum('accept') },
        rejected: { ...zero, flows: sum('reject') },
        other: zero,
        unplaced: { ...zero, flows: empty ? 0 : 214 },
        source: query.get('source') ?? 'history',
    };
}

const services = [
    [443, 'https'],
    [80, 'http'],
    [5432, 'postgresql'],
    [6379, 'redis'],
    [53, 'domain'],
    [22, 'ssh'],
    [9100, 'jetdirect'],
    [3389, 'ms-wbt-server'],
    [445, 'microsoft-ds'],
];

export function graphAnswer(query) {
    const wanted = { correlate: 30, inspect: 300, rejects: 120, all: 12_000 }[query.get('mode')] ?? 300;
    const limit = Math.min(Number(query.get('limit') ?? 2000), wanted);
    seed = wanted;
    const inside = [
        ...[10, 11, 12, 13].map((n) => `10.0.1.${n}`),
        ...[20, 21, 22, 23].map((n) => `10.0.2.${n}`),
        '10.0.3.7',
        '10.0.3.20',
        '10.0.0.2',
        '10.0.0.10',
        '10.0.4.5',
        '10.0.5.9',
        '10.0.6.66',
        ...(wanted > 1000 ? Array.from({ length: 200 }, (_, n) => `10.${1 + (n % 7)}.${n % 9}.${n}`) : []),
    ];
    const outside = Array.from({ length: Math.max(6, Math.floor(wanted / 2.4)) }, () =>
        [1 + Math.floor(random() * 220), 0, 0, 0]
            .map((n, index) => (index === 0 ? n : Math.floor(random() * 255)))
            .join('.'),
    );
    const links = new Map();
    const add = (source, target, [port, service], rejected) => {
        const key = `${source}>${target}>${port}`;
        const flows = skew(40_000);
        if (source !== target && !links.has(key))
            links.set(key, {
                source,
                target,
                label: String(port),
                service,
                protocols: [port === 53 ? 17 : 6],
                accepted: rejected === 1 ? zero : traffic(flows),
                rejected: rejected === 0 ? zero : traffic(Math.ceil(flows / 3)),
                other: zero,
                first: new Date(Date.now() - 20 * hour).toISOString(),
                last: new Date(Date.now() - random() * hour).toISOString(),
                change: null,
                before: null,
            });
    };
    const heart = query.get('mode') === 'inspect' ? [query.get('ips')?.split(',')[0] ?? '10.0.6.66'] : inside;
    while (links.size < limit) {
        const toInside = random() < (wanted === 30 ? 0.85 : 0.4);
        const peer = toInside ? pick(inside) : pick(outside);
        const rejected = random() < 0.2 ? 1 : random() < 0.06 ? 2 : 0;
        const hub = pick(random() < 0.7 ? heart.slice(0, 9) : heart);
        if (random() < 0.6) add(hub, peer, pick(services), query.get('mode') === 'rejects' ? 1 : rejected);
        else add(peer, hub, pick(services), query.get('mode') === 'rejects' ? 1 : rejected);
    }
    const list = [...links.values()];
    if (query.get('account') === '998') list.length = 0;
    const ids = [...new Set(list.flatMap(({ source, target }) => [source, target]))];
    const total = (take) => list.reduce((sum, link) => sum + take(link), 0);
    return {
        from: new Date(Date.now() - 24 * hour).toISOString(),
        to: new Date().toISOString(),
        nodes: ids.map((id) => {
            const isPrivate = id.startsWith('10.');
            const city = pick(cities);
            return {
                id,
                kind: isPrivate ? 'private' : 'public',
                country: isPrivate ? null : city[0],
                city: isPrivate ? null : city[1],
                asn: isPrivate ? null : 4134,
                organization: isPrivate ? null : 'CHINANET-BACKBONE',
                awsService: null,
                awsRegion: null,
                interfaceId: isPrivate ? `eni-0${id.replaceAll('.', '')}` : null,
                account: isPrivate ? '123456789012' : null,
                region: isPrivate ? 'eu-west-1' : null,
                group: 'ip',
                addresses: 1,
                vpcId: isPrivate ? 'vpc-08b86075ed209749e' : null,
                subnetId: null,
                instanceId: null,
                tags: null,
                first: new Date(Date.now() - 20 * hour).toISOString(),
                last: new Date().toISOString(),
                sent: traffic(list.filter((link) => link.source === id).length * 40),
                received: traffic(list.filter((link) => link.target === id).length * 60),
            };
        }),
        links: list,
        totalLinks: query.get('account') === '998' ? 0 : wanted,
        accepted: { ...zero, flows: total((link) => link.accepted.flows) },
        rejected: { ...zero, flows: total((link) => link.rejected.flows) },
        other: zero,
        rest: { accepted: zero, rejected: zero, other: zero },
        deduplicated: null,
        compared: null,
        gone: null,
        totalGone: null,
        plan: { tables: ['links_day', 'flows'], rowsRead: 120_000, elapsedMs: 40 },
        source: query.get('source') ?? 'history',
        mode: query.get('mode') ?? 'all',
        label: query.get('label') ?? 'service',
    };
}

let sequence = 0;
const totals = new Map();

export function mapTicks() {
    sequence++;
    return awsRegions.slice(0, 5).map(({ code }) => ({
        epoch: 'made-up',
        sequence,
        time: new Date().toISOString(),
        account: '345678901234',
        region: code,
        total: { flows: 0, packets: 0, bytes: 0, accepted: 0, rejected: 0, unplaced: sequence },
        places: Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
            const { weight, ...where } = pick(places);
            const key = `${code}${where.city}`;
            const flows = skew(12);
            totals.set(key, (totals.get(key) ?? 0) + flows);
            const action = random() < 0.4 ? 'accept' : 'reject';
            return { ...where, direction: 'inbound', action, ...traffic(flows), totalFlows: flows };
        }),
        other: zero,
    }));
}

export function events() {
    return Array.from({ length: 3 }, () => {
        const place = pick(places);
        const now = Math.floor(Date.now() / 1000);
        return {
            'account-id': '345678901234',
            region: 'us-west-2',
            'interface-id': 'eni-0123',
            srcaddr: `${1 + Math.floor(random() * 220)}.${Math.floor(random() * 255)}.7.9`,
            dstaddr: '172.31.5.10',
            srcport: 50_123,
            dstport: pick([22, 3389, 445, 1433, 5060]),
            protocol: 6,
            packets: 2,
            bytes: 120,
            start: now - 20,
            end: now,
            action: random() < 0.3 ? 'ACCEPT' : 'REJECT',
            'log-status': 'OK',
            geodata: { country: place.country, city: place.city, lat: 0, lon: 0, isp: 'CHINANET-BACKBONE', asn: 4134 },
            direction: 'inbound',
        };
    });
}

/** /top and /timeseries by whatever is asked: a dozen groups, and a day of buckets by action. */
export function aggregateAnswer(path, query) {
    const by = (query.get('by') ?? 'action').split(',');
    const to = query.has('to') ? Date.parse(query.get('to')) / 1000 : Math.floor(Date.now() / 1000);
    const from = query.has('from') ? Date.parse(query.get('from')) / 1000 : to - 900;
    const bucketSeconds = Math.max(60, Math.ceil((to - from) / 200 / 60) * 60);
    const sum = (flows, rejected) => ({
        accepted: traffic(flows - rejected),
        rejected: traffic(rejected),
        other: traffic(0),
        total: traffic(flows),
    });
    const head = {
        source: query.get('source') ?? 'history',
        by,
        measure: query.get('measure') ?? 'bytes',
        bucketSeconds,
    };
    if (path === '/top') {
        const groups = Array.from({ length: 12 }, (_, index) => {
            const flows = Math.round(4000 / (index + 1));
            const values = by.map((name) => (name === 'asn' ? String(64_500 + index) : `${name} ${index + 1}`));
            return { values, traffic: sum(flows, Math.round(flows * random())), p95: flows, max: flows };
        });
        return { ...head, groups, totalGroups: 12, rest: null, total: sum(12_000, 5000) };
    }
    const start = Math.floor(from / bucketSeconds) * bucketSeconds;
    const buckets = Array.from(
        { length: Math.ceil((to - start) / bucketSeconds) },
        (_, index) => start + index * bucketSeconds,
    );
    const series = ['accept', 'reject'].map((action) => {
        const flows = buckets.map(() => skew(900));
        return {
            values: by.map(() => action),
            traffic: sum(1000, 0),
            flows,
            packets: flows.map((one) => one * 4),
            bytes: flows.map((one) => one * 900),
        };
    });
    return { ...head, buckets, series, totalGroups: 2, rest: null, total: sum(2000, 0) };
}
