// The bill of materials of a service's image, as CycloneDX 1.6 (ECMA-424, https://cyclonedx.org/docs/1.6/json/):
//   node build/sbom.mjs SERVICE.deps.json OUTPUT --base IMAGE --nuget PACKAGES [--npm NAME]… [--page PACKAGE.json]
// NuGet's packages are those of the service's own list of dependencies, npm's are named, with version and hash of package-lock.json. The same sources give the same file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// Compiled into the page, though npm counts the first among what is for development, with all that its compiler needs.
const compiledIn = ['svelte', 'esm-env', 'clsx'];
const data = /^@ip-location-db\/|^world-atlas$/;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { base: { type: 'string' }, nuget: { type: 'string' }, npm: { type: 'string', multiple: true, default: [] }, page: { type: 'string' } },
});
const [dependencies, output] = positionals;
const locked = read(join(dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json')).packages;

const name = basename(dependencies, '.deps.json');
const components = [base(values.base), ...nuget(read(dependencies).libraries), ...[...npm()].sort().map(npmComponent)];
const root = { 'bom-ref': name, type: 'application', name, version: version(read(dependencies).libraries), licenses: [{ license: { id: 'MIT' } }] };
const document = {
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { lifecycles: [{ phase: 'build' }], component: root },
  components,
  dependencies: [{ ref: name, dependsOn: components.map((component) => component['bom-ref']) }],
};
writeFileSync(output, `${JSON.stringify(document, null, 1)}\n`);

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function version(libraries) {
  return Object.keys(libraries)
    .find((key) => key.startsWith(`${name}/`))
    .slice(name.length + 1);
}

// mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
function base(image) {
  const [, registry, path, tag] = /^([^/]+)\/(.+):([^:]+)$/.exec(image);
  const purl = `pkg:docker/${path}@${tag}?repository_url=${registry}`;
  return { 'bom-ref': purl, type: 'container', name: `${registry}/${path}`, version: tag, purl };
}

function* nuget(libraries) {
  for (const [key, library] of Object.entries(libraries)) {
    if (library.type !== 'package') continue;
    const [id, version] = key.split('/');
    const purl = `pkg:nuget/${id}@${version}`;
    yield { 'bom-ref': purl, type: 'library', name: id, version, purl, hashes: hashes(library.sha512), licenses: nugetLicense(library.path, id) };
  }
}

// <license type="expression">MIT</license>
function nugetLicense(path, id) {
  const file = join(values.nuget, path, `${id.toLowerCase()}.nuspec`);
  const found = existsSync(file) && /<license type="expression">([^<]+)<\/license>/.exec(readFileSync(file, 'utf8'));
  return found ? license(found[1]) : undefined;
}

function npm() {
  const wanted = new Set(values.npm);
  if (values.page !== undefined) {
    const open = [...Object.keys(read(values.page).dependencies)];
    for (const one of open) {
      if (wanted.has(one)) continue;
      wanted.add(one);
      open.push(...Object.keys(locked[`node_modules/${one}`].dependencies ?? {}));
    }
    for (const one of compiledIn) wanted.add(one);
  }
  return wanted;
}

function npmComponent(id) {
  const entry = locked[`node_modules/${id}`];
  const purl = `pkg:npm/${id.replace('@', '%40')}@${entry.version}`;
  return { 'bom-ref': purl, type: data.test(id) ? 'data' : 'library', name: id, version: entry.version, purl, hashes: hashes(entry.integrity), licenses: license(entry.license) };
}

// sha512-base64 → hex
function hashes(integrity) {
  return [{ alg: 'SHA-512', content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') }];
}

// An SPDX id, an expression of some, or words of the package's own.
function license(text) {
  if (text === undefined) return undefined;
  if (/^[A-Za-z0-9.+-]+$/.test(text)) return [{ license: { id: text } }];
  return /^[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)+$/.test(text) ? [{ expression: text }] : [{ license: { name: text } }];
}
