// The operations of Athena that FlowOptics uses, by AWS's SDK for JavaScript, over flow logs in S3.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  AthenaClient, StartQueryExecutionCommand, GetQueryExecutionCommand, GetQueryResultsCommand, StopQueryExecutionCommand, paginateGetQueryResults,
  CreateWorkGroupCommand, GetWorkGroupCommand, ListWorkGroupsCommand, GetTableMetadataCommand, ListDatabasesCommand,
} from '@aws-sdk/client-athena';
import { S3Client, CreateBucketCommand, PutObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';

const athena = new AthenaClient({ maxAttempts: 1 });
const s3 = new S3Client({ maxAttempts: 1, forcePathStyle: true });
const send = (command) => athena.send(command);
const id = `js${process.pid}${Date.now()}`;
const Bucket = `athena-${id}`;
const Database = `db_${id}`;
const OutputLocation = `s3://${Bucket}/results/`;
await s3.send(new CreateBucketCommand({ Bucket }));
const failsWith = (promise, name, message) => assert.rejects(promise, (e) => {
  assert.equal(e.name, name);
  assert.match(e.message, message);
  return true;
});

async function start(QueryString, more = {}) {
  return (await send(new StartQueryExecutionCommand({ QueryString, QueryExecutionContext: { Database }, ResultConfiguration: { OutputLocation }, ...more }))).QueryExecutionId;
}
const states = new Set();
async function done(QueryExecutionId) {
  for (;;) {
    const { QueryExecution } = await send(new GetQueryExecutionCommand({ QueryExecutionId }));
    states.add(QueryExecution.Status.State);
    if (!['QUEUED', 'RUNNING'].includes(QueryExecution.Status.State)) return QueryExecution;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
async function succeeds(sql, more) {
  const execution = await done(await start(sql, more));
  assert.equal(execution.Status.State, 'SUCCEEDED', execution.Status.StateChangeReason);
  return execution;
}
async function rowsOf(execution, MaxResults) {
  const rows = [];
  let columns;
  for await (const page of paginateGetQueryResults({ client: athena, pageSize: MaxResults }, { QueryExecutionId: execution.QueryExecutionId })) {
    columns ??= page.ResultSet.ResultSetMetadata.ColumnInfo;
    rows.push(...page.ResultSet.Rows.map((row) => row.Data.map((datum) => datum.VarCharValue)));
  }
  return { header: rows[0], rows: rows.slice(1), columns };
}
const ask = async (sql, ...ExecutionParameters) => rowsOf(await succeeds(sql, ExecutionParameters.length ? { ExecutionParameters } : {}));
const value = async (expression) => (await ask(`SELECT ${expression}`)).rows[0][0];
async function fails(sql, reason, more) {
  const execution = await done(await start(sql, more));
  assert.equal(execution.Status.State, 'FAILED');
  assert.match(execution.Status.StateChangeReason, reason);
  assert.equal(execution.Status.AthenaError.ErrorCategory, 2);
}

// Flow logs: two accounts, two regions, three days, a gzip object each
const header = 'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
const record = (account, region, day) => [
  `2 ${account} eni-1 10.0.1.10 10.0.2.20 51000 443 6 10 1000 17640${day}000 17640${day}060 ACCEPT OK`,
  `2 ${account} eni-1 203.0.113.9 10.0.1.10 40000 22 6 1 40 17640${day}000 17640${day}060 REJECT OK`,
  `2 ${account} eni-2 2001:db8::1 2001:DB8:0:0::2 443 50001 6 3 300 17640${day}000 17640${day}060 ACCEPT OK`,
  `2 ${account} eni-3 - - - - - - - 17640${day}000 17640${day}060 - NODATA`,
];
const sizes = {};
for (const account of ['111111111111', '222222222222']) {
  for (const region of ['eu-west-1', 'us-east-1']) {
    for (const day of ['01', '02', '03']) {
      const body = gzipSync(`${header}\n${record(account, region, day).join('\n')}\n`);
      const Key = `AWSLogs/${account}/vpcflowlogs/${region}/2026/11/${day}/${account}_vpcflowlogs_${region}_fl-1_202611${day}T0000Z_ab.log.gz`;
      sizes[`${account}/${region}/${day}`] = body.length;
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: body }));
    }
  }
}

// Tables: AWS's own form, and the ancestor's two
const projection = (injected) => `PARTITIONED BY (account_id string, region string, day string)
ROW FORMAT DELIMITED FIELDS TERMINATED BY ' '
LOCATION 's3://${Bucket}/AWSLogs/'
TBLPROPERTIES ("skip.header.line.count"="1", "projection.enabled"="true",
  "projection.account_id.type"="${injected ? 'injected' : 'enum'}", "projection.account_id.values"="111111111111,222222222222",
  "projection.region.type"="enum", "projection.region.values"="eu-west-1,us-east-1",
  "projection.day.type"="date", "projection.day.range"="2026/01/01,NOW+1YEARS", "projection.day.format"="yyyy/MM/dd",
  "storage.location.template"="s3://${Bucket}/AWSLogs/\${account_id}/vpcflowlogs/\${region}/\${day}")`;
const early = 'version int, account string, interfaceid string, srcaddr string, dstaddr string, srcport int, dstport int, protocol int, packets int, bytes int';
await succeeds(`CREATE DATABASE ${Database}`, { QueryExecutionContext: undefined });
await succeeds(`CREATE EXTERNAL TABLE IF NOT EXISTS vpclogs (${early}, start_time int, end_time int, action string, status string) ${projection(true)}`);
await succeeds(`CREATE EXTERNAL TABLE early_logs (${early}) ${projection(true)};`);
await succeeds(`CREATE EXTERNAL TABLE flow_logs (\`version\` int, \`account\` string COMMENT 'who', \`interface_id\` string, \`srcaddr\` string, \`dstaddr\` string, \`srcport\` int, \`dstport\` int,
  \`protocol\` bigint, \`packets\` bigint, \`bytes\` bigint, \`start\` bigint, \`end\` bigint, \`action\` string, \`log_status\` string) ${projection(false)}`);
await fails(`CREATE EXTERNAL TABLE vpclogs (x int) LOCATION 's3://${Bucket}/x/'`, /already exists/);
const table = (await send(new GetTableMetadataCommand({ CatalogName: 'AwsDataCatalog', DatabaseName: Database, TableName: 'flow_logs' }))).TableMetadata;
assert.deepEqual(table.PartitionKeys.map((c) => c.Name), ['account_id', 'region', 'day']);
assert.deepEqual(table.Columns.slice(0, 2), [{ Name: 'version', Type: 'int' }, { Name: 'account', Type: 'string', Comment: 'who' }]);
assert.ok((await send(new ListDatabasesCommand({ CatalogName: 'AwsDataCatalog' }))).DatabaseList.some((d) => d.Name === Database));
const shown = await send(new GetQueryResultsCommand({ QueryExecutionId: (await succeeds('SHOW TABLES')).QueryExecutionId }));
assert.deepEqual(shown.ResultSet.Rows.map((r) => r.Data[0].VarCharValue), ['early_logs', 'flow_logs', 'vpclogs']);
assert.deepEqual((await ask(`SELECT column_name FROM information_schema.columns WHERE table_schema = '${Database}' AND table_name = 'early_logs' ORDER BY ordinal_position`)).rows.at(-1), ['day']);

// A question as FlowOptics asks: only named columns, parameters, bounds of the partitions
const links = await succeeds(`SELECT srcaddr, dstaddr, CASE WHEN srcport > 1023 THEN 'HP' ELSE CAST(srcport AS varchar) END AS label, sum(packets) AS packets, sum(bytes) AS bytes, count(*)
  FROM vpclogs WHERE account_id = ? AND region IN (?, ?) AND day BETWEEN ? AND ? AND srcport > 0 AND (srcaddr IN (?) OR contains(?, try_cast(srcaddr AS ipaddress)))
  GROUP BY 1, 2, 3 ORDER BY bytes DESC, srcaddr`,
{ ExecutionParameters: ["'111111111111'", "'eu-west-1'", "'us-east-1'", "'2026/11/02'", "'2026/11/03'", "'10.0.1.10'", "'2001:db8::/32'"] });
const answer = await rowsOf(links);
assert.deepEqual(answer.header, ['srcaddr', 'dstaddr', 'label', 'packets', 'bytes', '_col5']);
assert.deepEqual(answer.rows, [['10.0.1.10', '10.0.2.20', 'HP', '40', '4000', '4'], ['2001:db8::1', '2001:DB8:0:0::2', '443', '12', '1200', '4']]);
assert.deepEqual(answer.columns.map((c) => c.Type), ['varchar', 'varchar', 'varchar', 'bigint', 'bigint', 'bigint']);
// Only the objects under the partitions that were asked for were read
const sum = (filter) => Object.entries(sizes).filter(([k]) => filter(k)).reduce((n, [, size]) => n + size, 0);
assert.equal(links.Statistics.DataScannedInBytes, sum((k) => k.startsWith('1') && !k.endsWith('01')));
assert.equal((await succeeds("SELECT count(*) FROM flow_logs WHERE region = 'eu-west-1' AND day = date_format(date '2026-11-01', '%Y/%m/%d')")).Statistics.DataScannedInBytes, sum((k) => /eu-west-1\/01/.test(k)));
assert.equal((await succeeds("SELECT count(*) FROM flow_logs WHERE day > '2027'")).Statistics.DataScannedInBytes, 0);
assert.equal((await succeeds('SELECT count(*) FROM flow_logs')).Statistics.DataScannedInBytes, sum(() => true));
assert.equal((await succeeds("SELECT count(*) FROM flow_logs a JOIN flow_logs b ON a.srcaddr = b.srcaddr WHERE a.day = '2026/11/01' AND b.day = '2026/11/02' AND a.region = 'eu-west-1'")).Statistics.DataScannedInBytes,
  sum((k) => /eu-west-1\/01/.test(k)) + sum((k) => k.endsWith('02')));
assert.deepEqual((await ask("WITH w AS (SELECT * FROM flow_logs WHERE account_id = '111111111111' AND day = '2026/11/01') SELECT action, count(*) n, count(srcport) p FROM w GROUP BY action ORDER BY 1")).rows,
  [['-', '2', '0'], ['ACCEPT', '4', '4'], ['REJECT', '2', '2']]);
assert.match((await ask("SELECT \"$path\" FROM early_logs WHERE account_id = '222222222222' AND day = '2026/11/03' AND region = 'us-east-1' LIMIT 1")).rows[0][0], new RegExp(`^s3://${Bucket}/AWSLogs/222222222222/.*gz$`));
// The result in S3, as Athena writes it
const [, outBucket, outKey] = /^s3:\/\/([^/]+)\/(.*)$/.exec(links.ResultConfiguration.OutputLocation);
const csv = await (await s3.send(new GetObjectCommand({ Bucket: outBucket, Key: outKey }))).Body.transformToString();
assert.equal(csv.split('\n')[1], '"10.0.1.10","10.0.2.20","HP","40","4000","4"');

// Trino's functions and types
const expected = {
  "from_unixtime(1764000000)": '2025-11-24 16:00:00.000 UTC', "to_unixtime(timestamp '1970-01-01 00:01:00')": '60.0', "date_trunc('hour', from_unixtime(1764001234))": '2025-11-24 16:00:00.000 UTC',
  "date_format(from_unixtime(0), '%Y/%m/%d %H:%i:%s')": '1970/01/01 00:00:00', "7 / 2": '3', "7.0E0 / 2": '3.5', "try_cast('x' AS integer)": undefined, "try_cast('12' AS bigint)": '12',
  "element_at(split('a b c', ' '), 2)": 'b', "lpad('7', 3, '0')": '007', "concat('a', NULL)": undefined, "concat('a', 'b', 'c')": 'abc', "regexp_like('51000', '^[0-9]{1,18}$')": 'true',
  "translate(nullif('-', '-'), 'AB', 'ab')": undefined, "contains('10.0.0.0/8', CAST('10.1.2.3' AS ipaddress))": 'true', "contains('10.0.0.0/8', try_cast('-' AS ipaddress))": undefined,
  "contains('2001:db8::/32', CAST('2001:DB8:0:0:1::2' AS IPADDRESS))": 'true', "contains('::/0', CAST('10.0.0.1' AS ipaddress))": 'false', "CAST('2001:0DB8:0:0:0:0:0:1' AS ipaddress)": '2001:db8::1',
  "CAST(CAST('::ffff:1.2.3.4' AS ipaddress) AS varchar)": '1.2.3.4', "CAST('::1' AS ipaddress) = CAST('0:0:0:0:0:0:0:1' AS ipaddress)": 'true', "try_cast('1::2::3' AS ipaddress)": undefined,
  "try_cast('256.1.1.1' AS ipaddress)": undefined, "1.5E10": '1.5E10', "CAST(2 AS double)": '2.0', "1.50": '1.50', "date '2026-11-22'": '2026-11-22', "array[1, 2]": '[1, 2]', "contains(array[1, 2], 2)": 'true',
  "date_add('day', 1, date '2026-11-30') > date '2026-11-30'": 'true', "if(1 = 1, 'y', 'n')": 'y', "coalesce(try_cast('-' AS bigint), 0)": '0', "bitwise_and(19, 2)": '2', "substr('abc', 2)": 'bc',
};
const names = Object.keys(expected);
const values = await ask(`SELECT ${names.map((n, i) => `${n} AS c${i}`).join(', ')}`);
assert.deepEqual(Object.fromEntries(names.map((n, i) => [n, values.rows[0][i]])), expected);
assert.deepEqual((await ask('SELECT approx_percentile(x, 0.5), approx_distinct(x), max_by(x, x), arbitrary(1) FROM (VALUES (1), (2), (3)) AS t(x)')).rows, [['2', '3', '3', '1']]);
assert.equal(await value("'it''s \"quoted\", with comma'"), 'it\'s "quoted", with comma');

// Pages
const many = await succeeds('SELECT x, CASE WHEN x % 2 = 0 THEN CAST(x AS varchar) END AS even FROM UNNEST(sequence(1, 2500)) AS t(x)');
const first = await send(new GetQueryResultsCommand({ QueryExecutionId: many.QueryExecutionId }));
assert.equal(first.ResultSet.Rows.length, 1000);
const paged = await rowsOf(many, 700);
assert.equal(paged.rows.length, 2500);
assert.deepEqual([paged.rows[0], paged.rows[2499]], [['1', undefined], ['2500', '2500']]);

// Parquet, by name, with only the columns that are used counted
const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
const duckdb = createRequire(import.meta.url)('@duckdb/node-bindings');
const connection = await duckdb.connect(await duckdb.open(':memory:'));
const parquet = join(folder, 'x.parquet');
await duckdb.query(connection, `COPY (SELECT 2 AS version, i::INTEGER AS srcport, i::BIGINT * 10 AS bytes, md5(i::VARCHAR) AS srcaddr FROM range(10000) t(i)) TO '${parquet}' (FORMAT parquet)`);
const bytes = readFileSync(parquet);
rmSync(folder, { recursive: true });
await s3.send(new PutObjectCommand({ Bucket, Key: 'parquet/x.log.parquet', Body: bytes }));
await succeeds(`CREATE EXTERNAL TABLE columns_logs (version int, srcaddr string, srcport int, bytes bigint, tcp_flags int) STORED AS PARQUET LOCATION 's3://${Bucket}/parquet'`);
const narrow = await succeeds('SELECT sum(bytes) AS b, count(tcp_flags) AS none FROM columns_logs WHERE srcport < 10');
assert.deepEqual((await rowsOf(narrow)).rows, [['450', '0']]);
assert.ok(narrow.Statistics.DataScannedInBytes > 0 && narrow.Statistics.DataScannedInBytes < bytes.length / 2, `${narrow.Statistics.DataScannedInBytes} of ${bytes.length}`);

// What is refused at once, and what fails on the way
await failsWith(start('SELEC 1'), 'InvalidRequestException', /^line 1:1: mismatched input/);
await failsWith(start('SELECT 1', { ResultConfiguration: undefined }), 'InvalidRequestException', /No output location provided/);
await failsWith(start('SELECT 1', { WorkGroup: 'none' }), 'InvalidRequestException', /WorkGroup is not found/);
await failsWith(send(new GetQueryExecutionCommand({ QueryExecutionId: 'none' })), 'InvalidRequestException', /was not found/);
await fails('SELECT count(*) FROM vpclogs', /^CONSTRAINT_VIOLATION: For the injected projected partition column account_id/);
await fails('SELECT 1\nFROM nothing', /^TABLE_NOT_FOUND: line 2:6: Table 'awsdatacatalog\..*\.nothing' does not exist/);
await fails('SELECT nothing FROM flow_logs', /^COLUMN_NOT_FOUND: .*Column 'nothing' cannot be resolved/);
await fails('SELECT read_text(1)', /^FUNCTION_NOT_FOUND: line 1:8: Function 'read_text' not registered/);
await fails("SELECT * FROM read_csv('/etc/passwd')", /^FUNCTION_NOT_FOUND/);
await fails('SELECT ?', /^INVALID_PARAMETER_USAGE: line 1:1: Incorrect number of parameters: expected 1 but found 0/);
await fails('SELECT count(*) FROM flow_logs WHERE srcaddr = ?', /^INVALID_PARAMETER_USAGE/, { ExecutionParameters: ['dstaddr'] });
await fails('SELECT count(*) FROM flow_logs WHERE srcaddr = ?', /^INVALID_PARAMETER_USAGE/, { ExecutionParameters: ["'a' OR 1 = 1; DROP TABLE flow_logs"] });
await fails("SELECT CAST('x' AS ipaddress)", /^INVALID_CAST_ARGUMENT: .*Cannot cast value to IPADDRESS: x/);

// Workgroups: enforced configuration, and a limit that stops a query before it reads
await send(new CreateWorkGroupCommand({ Name: id, Configuration: { ResultConfiguration: { OutputLocation: `s3://${Bucket}/enforced` }, EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 10_000_000 } }));
assert.equal((await send(new GetWorkGroupCommand({ WorkGroup: id }))).WorkGroup.Configuration.BytesScannedCutoffPerQuery, 10_000_000);
assert.ok((await send(new ListWorkGroupsCommand({}))).WorkGroups.some((w) => w.Name === 'primary'));
assert.match((await succeeds('SELECT 1', { WorkGroup: id })).ResultConfiguration.OutputLocation, new RegExp(`^s3://${Bucket}/enforced/[0-9a-f-]+\\.csv$`));
await s3.send(new PutObjectCommand({ Bucket, Key: 'large/x.log', Body: Buffer.alloc(10_000_001, 'a b\n') }));
await succeeds(`CREATE EXTERNAL TABLE large (a string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ' ' LOCATION 's3://${Bucket}/large/'`);
const cut = await done(await start('SELECT count(*) FROM large', { WorkGroup: id }));
assert.deepEqual([cut.Status.State, cut.Status.StateChangeReason], ['CANCELLED', 'Bytes scanned limit was exceeded']);

// Stopping; asking twice with one token; using a result again
const endless = await start('SELECT count(*) FROM UNNEST(sequence(1, 3000000)) AS a(x), UNNEST(sequence(1, 3000000)) AS b(y) WHERE x + y < 0');
await send(new StopQueryExecutionCommand({ QueryExecutionId: endless }));
assert.equal((await done(endless)).Status.State, 'CANCELLED');
await failsWith(send(new GetQueryResultsCommand({ QueryExecutionId: endless })), 'InvalidRequestException', /Final query state: CANCELLED/);
const ClientRequestToken = `${id}-0123456789-0123456789-0123456789`;
assert.equal(await start('SELECT 1', { ClientRequestToken }), await start('SELECT 1', { ClientRequestToken }));
await succeeds('SELECT 42 AS x');
const reused = await succeeds('SELECT 42 AS x', { ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 5 } } });
assert.equal(reused.Statistics.ResultReuseInformation.ReusedPreviousResult, true);
assert.deepEqual((await rowsOf(reused)).rows, [['42']]);
assert.ok(states.has('QUEUED') && states.has('SUCCEEDED'));
