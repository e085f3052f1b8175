// A browser's part, played by mqtt.js over WebSocket: node browser.cjs URL ORIGIN FILTER PASSWORD HEADER VALUE
// Prints one line of JSON for each thing that happens, and ends when its input does.
'use strict';
const mqtt = require(process.env.MQTT_JS);
const [url, origin, filter, password, header, value] = process.argv.slice(2);
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');

const client = mqtt.connect(url, {
  protocolVersion: 5,
  reconnectPeriod: 0,
  ...(password ? { username: 'browser', password } : {}),
  timerVariant: 'native',
  wsOptions: { headers: { Origin: origin, ...(header ? { [header]: value } : {}) } },
});
client.on('connect', () => {
  say({ event: 'connected' });
  client.subscribe(filter, { qos: 0 }, (error, granted) => {
    say({ event: 'subscribed', error: error ? error.message : null, granted });
  });
});
client.on('message', (topic, payload, packet) => say({ event: 'message', topic, payload: payload.toString(), retain: packet.retain }));
client.on('error', (error) => say({ event: 'error', message: error.message }));
client.on('close', () => say({ event: 'closed' }));
process.stdin.on('data', (line) => {
  const { topic, payload } = JSON.parse(line);
  client.publish(topic, payload, { qos: 1 }, (error, packet) => say({ event: 'published', error: error ? error.message : null, packet }));
});
process.stdin.on('end', () => client.end(true, () => process.exit(0)));
