// The operations of S3 that FlowOptics uses, by AWS's SDK for JavaScript.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  S3Client, CreateBucketCommand, ListBucketsCommand, HeadBucketCommand, DeleteBucketCommand, GetBucketLocationCommand,
  PutObjectCommand, GetObjectCommand, HeadObjectCommand, DeleteObjectCommand, DeleteObjectsCommand, CopyObjectCommand,
  ListObjectsV2Command, ListObjectsCommand, CreateMultipartUploadCommand, UploadPartCommand, CompleteMultipartUploadCommand,
  AbortMultipartUploadCommand, ListPartsCommand, ListMultipartUploadsCommand, paginateListObjectsV2,
} from '@aws-sdk/client-s3';

const options = { forcePathStyle: true, maxAttempts: 1 };
const s3 = new S3Client(options);
const send = (command) => s3.send(command);
const Bucket = `js-${process.pid}-${Date.now()}`;
const failsWith = (promise, name, status) => assert.rejects(promise, (e) => {
  assert.equal(e.name, name);
  if (status) assert.equal(e.$metadata.httpStatusCode, status);
  return true;
});
const text = async (answer) => answer.Body.transformToString();

// Buckets
await send(new CreateBucketCommand({ Bucket }));
assert.ok((await send(new ListBucketsCommand({}))).Buckets.some((b) => b.Name === Bucket && b.CreationDate instanceof Date));
assert.equal((await send(new HeadBucketCommand({ Bucket }))).BucketRegion, 'us-east-1');
assert.equal((await send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint, undefined);
await failsWith(send(new HeadBucketCommand({ Bucket: 'no-such-bucket' })), 'NotFound', 404);
await failsWith(send(new CreateBucketCommand({ Bucket: 'Not_Valid' })), 'InvalidBucketName', 400);
await failsWith(send(new ListObjectsV2Command({ Bucket: 'no-such-bucket' })), 'NoSuchBucket', 404);

// Put and get, with what the SDK computes by default, and each checksum
const body = 'flow logs, ünïcode and all';
const md5 = createHash('md5').update(body).digest('hex');
const put = await send(new PutObjectCommand({ Bucket, Key: 'plain.txt', Body: body, ContentType: 'text/plain', CacheControl: 'no-store', Metadata: { origin: 'test', other: 'two words' } }));
assert.equal(put.ETag, `"${md5}"`);
for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256']) {
  const answer = await send(new PutObjectCommand({ Bucket, Key: `sum/${ChecksumAlgorithm}`, Body: body, ChecksumAlgorithm }));
  assert.ok(answer[`Checksum${ChecksumAlgorithm}`], ChecksumAlgorithm);
  const got = await send(new GetObjectCommand({ Bucket, Key: `sum/${ChecksumAlgorithm}`, ChecksumMode: 'ENABLED' }));
  assert.equal(await text(got), body);
  assert.equal(got[`Checksum${ChecksumAlgorithm}`], answer[`Checksum${ChecksumAlgorithm}`]);
}
await failsWith(send(new PutObjectCommand({ Bucket, Key: 'bad', Body: body, ChecksumSHA256: createHash('sha256').update('else').digest('base64') })), 'BadDigest', 400);
await failsWith(send(new PutObjectCommand({ Bucket, Key: 'bad', Body: body, ContentMD5: createHash('md5').update('else').digest('base64') })), 'BadDigest', 400);
await failsWith(send(new HeadObjectCommand({ Bucket, Key: 'bad' })), 'NotFound', 404);
// A stream of known length goes as aws-chunked with a trailer.
const large = Buffer.alloc(300_000, 'abcdefghij');
await send(new PutObjectCommand({ Bucket, Key: 'stream', Body: Readable.from([large.subarray(0, 100_000), large.subarray(100_000)]), ContentLength: large.length, ChecksumAlgorithm: 'CRC32' }));
assert.deepEqual(Buffer.from(await (await send(new GetObjectCommand({ Bucket, Key: 'stream' }))).Body.transformToByteArray()), large);

// Heads, ranges, conditions, overrides
const head = await send(new HeadObjectCommand({ Bucket, Key: 'plain.txt' }));
assert.equal(head.ContentLength, Buffer.byteLength(body));
assert.deepEqual([head.ContentType, head.CacheControl, head.Metadata, head.AcceptRanges, head.ServerSideEncryption], ['text/plain', 'no-store', { origin: 'test', other: 'two words' }, 'bytes', 'AES256']);
const range = async (Range) => { const a = await send(new GetObjectCommand({ Bucket, Key: 'plain.txt', Range })); return [await text(a), a.ContentRange, a.$metadata.httpStatusCode]; };
assert.deepEqual(await range('bytes=0-3'), ['flow', `bytes 0-3/${head.ContentLength}`, 206]);
assert.deepEqual(await range('bytes=-3'), ['all', `bytes ${head.ContentLength - 3}-${head.ContentLength - 1}/${head.ContentLength}`, 206]);
assert.deepEqual((await range('bytes=5-'))[2], 206);
await failsWith(send(new GetObjectCommand({ Bucket, Key: 'plain.txt', Range: 'bytes=1000-' })), 'InvalidRange', 416);
await failsWith(send(new GetObjectCommand({ Bucket, Key: 'plain.txt', IfMatch: '"00"' })), 'PreconditionFailed', 412);
await assert.rejects(send(new GetObjectCommand({ Bucket, Key: 'plain.txt', IfNoneMatch: put.ETag })), (e) => e.$metadata.httpStatusCode === 304);
await assert.rejects(send(new GetObjectCommand({ Bucket, Key: 'plain.txt', IfModifiedSince: new Date(Date.now() + 60_000) })), (e) => e.$metadata.httpStatusCode === 304);
const overridden = await send(new GetObjectCommand({ Bucket, Key: 'plain.txt', ResponseContentType: 'text/csv', ResponseContentDisposition: 'attachment; filename="a b.csv"' }));
assert.deepEqual([overridden.ContentType, overridden.ContentDisposition], ['text/csv', 'attachment; filename="a b.csv"']);
await text(overridden);
await failsWith(send(new GetObjectCommand({ Bucket, Key: 'none' })), 'NoSuchKey', 404);

// Conditional writes
await failsWith(send(new PutObjectCommand({ Bucket, Key: 'plain.txt', Body: 'x', IfNoneMatch: '*' })), 'PreconditionFailed', 412);
await send(new PutObjectCommand({ Bucket, Key: 'fresh', Body: 'x', IfNoneMatch: '*' }));
await failsWith(send(new PutObjectCommand({ Bucket, Key: 'fresh', Body: 'y', IfMatch: '"00"' })), 'PreconditionFailed', 412);

// Keys that paths would break on
for (const Key of ['a//b', '../up', './here', 'sp ace+plus&and=is', 'ünï/cødé-😀', 'per%25cent', 'tab\there', 'q?mark#hash', "qu'ote\"s<>"]) {
  await send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  assert.equal(await text(await send(new GetObjectCommand({ Bucket, Key }))), Key);
}

// Listings
const many = Array.from({ length: 25 }, (_, i) => `AWSLogs/${i % 3}/f${String(i).padStart(2, '0')}`);
for (const Key of many) await send(new PutObjectCommand({ Bucket, Key, Body: Key }));
const listed = [];
let pages = 0;
for await (const page of paginateListObjectsV2({ client: s3, pageSize: 7 }, { Bucket, Prefix: 'AWSLogs/' })) { listed.push(...page.Contents.map((o) => o.Key)); pages++; }
assert.deepEqual(listed, [...many].sort());
assert.equal(pages, 4);
const folders = [];
for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket, Prefix: 'AWSLogs/', Delimiter: '/' })) folders.push(...(page.CommonPrefixes ?? []).map((p) => p.Prefix));
assert.deepEqual(folders, ['AWSLogs/0/', 'AWSLogs/1/', 'AWSLogs/2/']);
const after = await send(new ListObjectsV2Command({ Bucket, Prefix: 'AWSLogs/', StartAfter: 'AWSLogs/2/f20', FetchOwner: true }));
assert.deepEqual(after.Contents.map((o) => o.Key), ['AWSLogs/2/f23']);
assert.ok(after.Contents[0].Owner.ID);
assert.equal((await send(new ListObjectsV2Command({ Bucket, EncodingType: 'url', Prefix: 'sp ' }))).Contents[0].Key, 'sp+ace%2Bplus%26and%3Dis');
const first = await send(new ListObjectsCommand({ Bucket, MaxKeys: 3, Prefix: 'AWSLogs/' }));
const second = await send(new ListObjectsCommand({ Bucket, MaxKeys: 3, Prefix: 'AWSLogs/', Marker: first.Contents[2].Key }));
assert.deepEqual([...first.Contents, ...second.Contents].map((o) => o.Key), [...many].sort().slice(0, 6));

// Copies
const source = await send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: encodeURIComponent(`${Bucket}/ünï/cødé-😀`) }));
assert.ok(source.CopyObjectResult.ETag);
assert.equal(await text(await send(new GetObjectCommand({ Bucket, Key: 'copy' }))), 'ünï/cødé-😀');
await send(new CopyObjectCommand({ Bucket, Key: 'plain.txt', CopySource: `${Bucket}/plain.txt`, MetadataDirective: 'REPLACE', Metadata: { now: 'else' }, ContentType: 'text/x' }));
const replaced = await send(new HeadObjectCommand({ Bucket, Key: 'plain.txt' }));
assert.deepEqual([replaced.Metadata, replaced.ContentType], [{ now: 'else' }, 'text/x']);
await failsWith(send(new CopyObjectCommand({ Bucket, Key: 'plain.txt', CopySource: `${Bucket}/plain.txt` })), 'InvalidRequest', 400);

// Uploads in parts
const part = Buffer.alloc(5 << 20, 1);
for (const [ChecksumAlgorithm, ChecksumType] of [[undefined, undefined], ['SHA256', 'COMPOSITE'], ['CRC32', 'FULL_OBJECT']]) {
  const Key = `parts-${ChecksumAlgorithm}`;
  const { UploadId } = await send(new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm, ChecksumType, Metadata: { in: 'parts' } }));
  const one = await send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: part, ChecksumAlgorithm }));
  const two = await send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 2, Body: 'tail', ChecksumAlgorithm }));
  const parts = (await send(new ListPartsCommand({ Bucket, Key, UploadId }))).Parts;
  assert.deepEqual(parts.map((p) => [p.PartNumber, p.Size]), [[1, 5 << 20], [2, 4]]);
  assert.ok((await send(new ListMultipartUploadsCommand({ Bucket }))).Uploads.some((u) => u.UploadId === UploadId && u.Key === Key));
  const sums = (a) => Object.fromEntries(Object.entries(a).filter(([k]) => /^Checksum(CRC|SHA)/.test(k)));
  const complete = () => send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag: one.ETag, ...sums(one) }, { PartNumber: 2, ETag: two.ETag, ...sums(two) }] } }));
  const done = await complete();
  assert.match(done.ETag, /^"[0-9a-f]{32}-2"$/);
  assert.equal((await complete()).ETag, done.ETag);
  if (ChecksumType === 'COMPOSITE') assert.match(done.ChecksumSHA256, /-2$/);
  const whole = await send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
  assert.deepEqual([whole.ContentLength, whole.Metadata], [(5 << 20) + 4, { in: 'parts' }]);
  if (ChecksumAlgorithm) assert.equal(whole.ChecksumType, ChecksumType);
  const got = await send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 }));
  assert.deepEqual([await text(got), got.PartsCount], ['tail', 2]);
}
const { UploadId } = await send(new CreateMultipartUploadCommand({ Bucket, Key: 'aborted' }));
await send(new AbortMultipartUploadCommand({ Bucket, Key: 'aborted', UploadId }));
await failsWith(send(new UploadPartCommand({ Bucket, Key: 'aborted', UploadId, PartNumber: 1, Body: 'x' })), 'NoSuchUpload', 404);

// Who may not
await failsWith(new S3Client({ ...options, credentials: { accessKeyId: 'test', secretAccessKey: 'wrong' } }).send(new ListBucketsCommand({})), 'SignatureDoesNotMatch', 403);
await failsWith(new S3Client({ ...options, credentials: { accessKeyId: 'nobody', secretAccessKey: 'test' } }).send(new ListBucketsCommand({})), 'InvalidAccessKeyId', 403);
await failsWith(new S3Client({ ...options, systemClockOffset: -20 * 60_000 }).send(new ListBucketsCommand({})), 'RequestTimeTooSkewed', 403);

// Away with all of it
await failsWith(send(new DeleteBucketCommand({ Bucket })), 'BucketNotEmpty', 409);
await send(new DeleteObjectCommand({ Bucket, Key: 'plain.txt' }));
await send(new DeleteObjectCommand({ Bucket, Key: 'plain.txt' }));
const rest = (await send(new ListObjectsV2Command({ Bucket }))).Contents.map(({ Key }) => ({ Key }));
const deleted = await send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: rest } }));
assert.equal(deleted.Deleted.length, rest.length);
assert.equal((await send(new ListObjectsV2Command({ Bucket }))).KeyCount, 0);
await send(new DeleteBucketCommand({ Bucket }));
