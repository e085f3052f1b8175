// mqtt.js as a peer: node peer.mjs URL PROTOCOL_VERSION. Says hello, echoes what comes on to-js/+, ends on to-js/end.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const mqtt = createRequire(pathToFileURL(process.cwd() + '/'))('mqtt');
const client = mqtt.connect(process.argv[2], { protocolVersion: Number(process.argv[3]), reconnectPeriod: 0 });
client.on('error', (error) => { console.error(error); process.exit(1); });
client.on('connect', async () => {
  await client.subscribeAsync('to-js/+', { qos: 1 });
  for (const qos of [0, 1, 2]) await client.publishAsync('from-js', `hello ${qos}`, { qos });
});
client.on('message', async (topic, payload) => {
  if (topic === 'to-js/end') {
    await client.endAsync();
    process.exit(0);
  }
  await client.publishAsync('from-js', `${topic} ${payload}`, { qos: 1 });
});
