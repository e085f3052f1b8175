// The operations of SQS that FlowOptics uses, and S3's events in it, by AWS's SDK for JavaScript.
import assert from 'node:assert/strict';
import {
  SQSClient, CreateQueueCommand, GetQueueUrlCommand, ListQueuesCommand, DeleteQueueCommand, SendMessageCommand, SendMessageBatchCommand,
  ReceiveMessageCommand, DeleteMessageCommand, DeleteMessageBatchCommand, ChangeMessageVisibilityCommand, ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand, SetQueueAttributesCommand, PurgeQueueCommand,
} from '@aws-sdk/client-sqs';
import {
  S3Client, CreateBucketCommand, PutObjectCommand, DeleteObjectCommand, CopyObjectCommand,
  PutBucketNotificationConfigurationCommand, GetBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';

const sqs = new SQSClient({ maxAttempts: 1 });
const s3 = new S3Client({ maxAttempts: 1, forcePathStyle: true });
const send = (command) => sqs.send(command);
const name = `js-${process.pid}-${Date.now()}`;
const failsWith = (promise, error, status = 400) => assert.rejects(promise, (e) => {
  assert.equal(e.name, error);
  assert.equal(e.$metadata.httpStatusCode, status);
  return true;
});

// Queues
const { QueueUrl } = await send(new CreateQueueCommand({ QueueName: name, Attributes: { VisibilityTimeout: '1' } }));
assert.equal((await send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl, QueueUrl);
assert.equal((await send(new CreateQueueCommand({ QueueName: name, Attributes: { VisibilityTimeout: '1' } }))).QueueUrl, QueueUrl);
await failsWith(send(new CreateQueueCommand({ QueueName: name, Attributes: { VisibilityTimeout: '2' } })), 'QueueNameExists');
await failsWith(send(new GetQueueUrlCommand({ QueueName: 'none' })), 'QueueDoesNotExist');
assert.deepEqual((await send(new ListQueuesCommand({ QueueNamePrefix: name }))).QueueUrls, [QueueUrl]);

// Sending and receiving; the SDK checks the digests of bodies and attributes
const sent = await send(new SendMessageCommand({ QueueUrl, MessageBody: 'één', MessageAttributes: { trace: { DataType: 'String', StringValue: 'abc' }, raw: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2]) } } }));
const receive = async (more = {}) => (await send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'], ...more }))).Messages;
const [message] = await receive({ WaitTimeSeconds: 5 });
assert.equal(message.MessageId, sent.MessageId);
assert.equal(message.Body, 'één');
assert.equal(message.MD5OfMessageAttributes, sent.MD5OfMessageAttributes);
assert.equal(message.MessageAttributes.trace.StringValue, 'abc');
assert.equal(message.Attributes.ApproximateReceiveCount, '1');
assert.ok(Math.abs(Number(message.Attributes.SentTimestamp) - Date.now()) < 60_000);
assert.equal(await receive(), undefined);
const [again] = await receive({ WaitTimeSeconds: 5 }); // its second of invisibility has run out
assert.equal(again.Attributes.ApproximateReceiveCount, '2');
await send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: again.ReceiptHandle, VisibilityTimeout: 0 }));
const [third] = await receive({ WaitTimeSeconds: 5, VisibilityTimeout: 60 });
assert.equal(third.Attributes.ApproximateReceiveCount, '3');
assert.equal((await send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes.ApproximateNumberOfMessagesNotVisible, '1');
await send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: third.ReceiptHandle }));
await failsWith(send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'nonsense' })), 'ReceiptHandleIsInvalid');

// Batches
const batch = await send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'a', MessageBody: '1' }, { Id: 'b', MessageBody: '2' }, { Id: 'late', MessageBody: '3', DelaySeconds: 900 }] }));
assert.deepEqual(batch.Successful.map((e) => e.Id), ['a', 'b', 'late']);
const both = await receive({ WaitTimeSeconds: 5, VisibilityTimeout: 60 });
assert.deepEqual(both.map((m) => m.Body), ['1', '2']);
await send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: both.map((m, i) => ({ Id: `${i}`, ReceiptHandle: m.ReceiptHandle, VisibilityTimeout: 120 })) }));
const removed = await send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [...both.map((m, i) => ({ Id: `${i}`, ReceiptHandle: m.ReceiptHandle })), { Id: 'wrong', ReceiptHandle: 'x' }] }));
assert.deepEqual([removed.Successful.length, removed.Failed.map((f) => [f.Id, f.Code])], [2, [['wrong', 'ReceiptHandleIsInvalid']]]);
await failsWith(send(new SendMessageBatchCommand({ QueueUrl, Entries: [] })), 'EmptyBatchRequest');
assert.equal((await send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessagesDelayed'] }))).Attributes.ApproximateNumberOfMessagesDelayed, '1');
await send(new PurgeQueueCommand({ QueueUrl }));

// A long poll ends when a message comes
const waiting = receive({ WaitTimeSeconds: 20 });
const begun = Date.now();
await send(new SendMessageCommand({ QueueUrl, MessageBody: 'woken' }));
const [woken] = await waiting;
assert.equal(woken.Body, 'woken');
assert.ok(Date.now() - begun < 15_000);
await send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: woken.ReceiptHandle }));

// Dead letters
const { QueueUrl: deadUrl } = await send(new CreateQueueCommand({ QueueName: `${name}-dead` }));
const deadArn = (await send(new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['QueueArn'] }))).Attributes.QueueArn;
await send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadArn, maxReceiveCount: 2 }), VisibilityTimeout: '0' } }));
await send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
for (let i = 0; i < 2; i++) assert.equal((await receive({ WaitTimeSeconds: 5 }))[0].Body, 'poison');
assert.equal(await receive(), undefined);
const dead = (await send(new ReceiveMessageCommand({ QueueUrl: deadUrl, WaitTimeSeconds: 5, MessageSystemAttributeNames: ['All'] }))).Messages[0];
assert.equal(dead.Body, 'poison');
assert.match(dead.Attributes.DeadLetterQueueSourceArn, new RegExp(`:${name}$`));
await failsWith(send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '99999999' } })), 'InvalidAttributeValue');
await failsWith(send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Nonsense: '1' } })), 'InvalidAttributeName');

// S3's events
const Bucket = `${name}-bucket`;
await s3.send(new CreateBucketCommand({ Bucket }));
const configuration = { QueueConfigurations: [{ Id: 'logs', QueueArn: deadArn.replace('-dead', ''), Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'], Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'AWSLogs/' }, { Name: 'suffix', Value: '.gz' }] } } }] };
await failsWith(s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: { QueueConfigurations: [{ QueueArn: `${deadArn}-none`, Events: ['s3:ObjectCreated:*'] }] } })), 'InvalidArgument');
await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: configuration }));
const kept = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
assert.deepEqual(kept.QueueConfigurations[0].Events, ['s3:ObjectCreated:*', 's3:ObjectRemoved:*']);
const take = async () => {
  const [got] = await receive({ WaitTimeSeconds: 5, MaxNumberOfMessages: 1, VisibilityTimeout: 60 });
  await send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: got.ReceiptHandle }));
  return JSON.parse(got.Body);
};
const test = await take();
assert.deepEqual([test.Event, test.Bucket], ['s3:TestEvent', Bucket]);
const Key = 'AWSLogs/day=1/a file+é.gz';
await s3.send(new PutObjectCommand({ Bucket, Key: 'else.gz', Body: 'x' }));
const put = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'four' }));
await s3.send(new CopyObjectCommand({ Bucket, Key: 'AWSLogs/copy.gz', CopySource: encodeURIComponent(`${Bucket}/${Key}`) }));
await s3.send(new DeleteObjectCommand({ Bucket, Key }));
const [created, copied, gone] = [await take(), await take(), await take()].map((e) => e.Records[0]);
assert.deepEqual([created.eventSource, created.eventName, created.awsRegion, created.s3.bucket.name, created.s3.configurationId], ['aws:s3', 'ObjectCreated:Put', 'us-east-1', Bucket, 'logs']);
assert.deepEqual([created.s3.object.key, created.s3.object.size, `"${created.s3.object.eTag}"`], ['AWSLogs/day%3D1/a+file%2B%C3%A9.gz', 4, put.ETag]);
assert.equal(copied.eventName, 'ObjectCreated:Copy');
assert.equal(gone.eventName, 'ObjectRemoved:Delete');
assert.ok(created.s3.object.sequencer < gone.s3.object.sequencer);

await failsWith(new SQSClient({ maxAttempts: 1, credentials: { accessKeyId: 'nobody', secretAccessKey: 'x' } }).send(new ListQueuesCommand({})), 'InvalidClientTokenId', 403);
await failsWith(new SQSClient({ maxAttempts: 1, credentials: { accessKeyId: 'test', secretAccessKey: 'x' } }).send(new ListQueuesCommand({})), 'SignatureDoesNotMatch', 403);
await send(new DeleteQueueCommand({ QueueUrl }));
await failsWith(send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })), 'QueueDoesNotExist');
