// Writes src/api/schema.ts, the TypeScript types of GraphApi's answers, from GraphApi/openapi.json (which a test of GraphApi holds to what the service answers).
// `npm run types` writes it; `--check` fails where it is not what would be written. It knows what our document uses, and refuses what it does not know.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';

const folder = dirname(fileURLToPath(import.meta.url));
const source = join(folder, '../../../GraphApi/openapi.json');
const target = join(folder, '../src/api/schema.ts');

const plain = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' };
const known = [
    '$ref',
    'oneOf',
    'enum',
    'type',
    'properties',
    'required',
    'items',
    'additionalProperties',
    'format',
    'description',
];

function typeOf(schema, place) {
    const strange = Object.keys(schema).filter((key) => !known.includes(key));
    if (strange.length > 0)
        throw new Error(`${place} has ${strange.join(', ')}, which build/apiTypes.mjs does not know: teach it.`);
    if (schema.$ref) return schema.$ref.split('/').at(-1);
    if (schema.oneOf) return union(schema.oneOf.map((one) => typeOf(one, place)));
    if (schema.enum) return union(schema.enum.map((choice) => `'${choice}'`));
    return union([schema.type].flat().map((type) => single(type, schema, place)));
}

function single(type, schema, place) {
    if (type === 'array') return `${bracketed(typeOf(schema.items, `${place}[]`))}[]`;
    if (type !== 'object') return plain[type] ?? fail(`${place} is of type ${type}`);
    return schema.properties ? body(schema, place) : `Record<string, ${typeOf(schema.additionalProperties, place)}>`;
}

function body(schema, place) {
    const required = new Set(schema.required);
    const fields = Object.entries(schema.properties).map(
        ([name, field]) =>
            `${comment(field)}${name}${required.has(name) ? '' : '?'}: ${typeOf(field, `${place}.${name}`)};`,
    );
    return `{ ${fields.join('\n')} }`;
}

/** Null comes last, as one reads it. */
const union = (types) => [...new Set(types)].sort((one, other) => (one === 'null') - (other === 'null')).join(' | ');
const bracketed = (type) => (type.includes(' | ') ? `(${type})` : type);
const comment = ({ description }) => (description ? `/** ${description.replaceAll('\n', ' ')} */\n` : '');
const fail = (sentence) => {
    throw new Error(`${sentence}, which build/apiTypes.mjs does not know: teach it.`);
};

const schemas = Object.entries(JSON.parse(readFileSync(source, 'utf8')).components.schemas);
const declarations = schemas.map(([name, schema]) =>
    schema.properties
        ? `${comment(schema)}export interface ${name} ${body(schema, name)}`
        : `${comment(schema)}export type ${name} = ${typeOf(schema, name)};`,
);
const text = await prettier.format(
    `// Made by \`npm run types\` from GraphApi/openapi.json. Do not edit.\n\n${declarations.join('\n\n')}\n`,
    { ...(await prettier.resolveConfig(target)), filepath: target },
);

if (process.argv.includes('--check')) {
    if (text !== readFileSync(target, 'utf8').replaceAll('\r\n', '\n')) {
        console.error(
            'src/api/schema.ts is not what GraphApi/openapi.json says: run "npm run types" in Web/ClientApp, and commit it.',
        );
        process.exit(1);
    }
} else {
    writeFileSync(target, text);
}
