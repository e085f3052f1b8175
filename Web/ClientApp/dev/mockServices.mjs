import { WebSocketServer } from 'ws';
import mqttPacket from 'mqtt-packet';
import { aggregateAnswer, exampleMeta, geoAnswer, graphAnswer, mapTicks, events } from './madeUp.mjs';

/**
 * Stands in for Web, GraphApi and the Enricher while the page is worked on: `npm run dev` without FLOWOPTICS_WEB.
 * No part of the build. `?mode=inspect` gives some 300 links, correlate 30, all 5,000; the account 999 gives an error, 998 nothing.
 */
export function mockServices() {
    return {
        name: 'flowoptics-mock-services',
        configureServer(server) {
            server.middlewares.use('/api/v1', (request, response) => {
                const url = new URL(request.url, 'http://mock');
                const query = url.searchParams;
                const json = (body, status = 200) => {
                    response.writeHead(status, { 'content-type': 'application/json' });
                    response.end(JSON.stringify(body));
                };
                if (url.pathname === '/meta') return json(exampleMeta());
                if (query.get('account') === '999')
                    return json(
                        {
                            title: 'The lake cannot be read',
                            detail: 'The made-up error of account 999. Choose another account.',
                            status: 500,
                        },
                        500,
                    );
                const answer = /^\/(?:top|timeseries)$/.test(url.pathname)
                    ? aggregateAnswer(url.pathname, query)
                    : url.pathname === '/geo'
                      ? geoAnswer(query)
                      : graphAnswer(query);
                if (!request.headers.accept?.includes('event-stream')) return json(answer);
                response.writeHead(200, { 'content-type': 'text/event-stream' });
                const send = (event, data) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
                send('progress', {
                    state: 'running',
                    percent: 40,
                    rowsRead: 1_200_000,
                    rowsToRead: 3_000_000,
                    bytesScanned: null,
                    elapsedMs: 20,
                });
                const wait = Number(query.get('region') === 'slow' ? 8000 : 120);
                const timer = setTimeout(() => {
                    send('result', answer);
                    response.end();
                }, wait);
                response.on('close', () => clearTimeout(timer));
            });

            const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'mqtt' });
            server.httpServer?.on('upgrade', (request, socket, head) => {
                if (request.url === '/mqtt') sockets.handleUpgrade(request, socket, head, serve);
            });
        },
    };
}

function serve(socket) {
    const parser = mqttPacket.parser({ protocolVersion: 5 });
    const send = (packet) =>
        socket.readyState === 1 && socket.send(mqttPacket.generate(packet, { protocolVersion: 5 }));
    const publish = (topic, body) =>
        send({ cmd: 'publish', topic, payload: JSON.stringify(body), qos: 0, dup: false, retain: false });
    parser.on('packet', (packet) => {
        if (packet.cmd === 'connect') send({ cmd: 'connack', reasonCode: 0, sessionPresent: false });
        if (packet.cmd === 'subscribe')
            send({ cmd: 'suback', messageId: packet.messageId, granted: packet.subscriptions.map(() => 0) });
        if (packet.cmd === 'unsubscribe') send({ cmd: 'unsuback', messageId: packet.messageId, granted: [0] });
        if (packet.cmd === 'pingreq') send({ cmd: 'pingresp' });
    });
    socket.on('message', (data) => parser.parse(data));
    const timers = [
        setInterval(() => {
            for (const tick of mapTicks()) publish(`flowoptics/v1/map/${tick.account}/${tick.region}`, tick);
        }, 200),
        setInterval(() => publish('flowoptics/v1/events/345678901234/us-west-2', events()), 700),
        setInterval(
            () =>
                publish('flowoptics/v1/status/enricher/0', {
                    service: 'enricher',
                    instance: '0',
                    state: 'running',
                    time: new Date().toISOString(),
                }),
            5000,
        ),
    ];
    socket.on('close', () => timers.forEach(clearInterval));
}
