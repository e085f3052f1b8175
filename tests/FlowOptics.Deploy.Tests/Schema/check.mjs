// Checks CloudFormation templates against AWS's own resource schemas, as the package @aws-cdk/aws-service-spec has them:
//   node check.mjs TEMPLATE…   prints one line a finding, "file: place: what is wrong", and nothing where all is well.
// Types, properties, required ones, values of enumerations, and that all that is referred to is there.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

const db = loadAwsServiceSpecSync();
const pseudo = new Set(['AccountId', 'NoValue', 'NotificationARNs', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'].map((name) => `AWS::${name}`));
const sections = new Set(['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Mappings', 'Conditions', 'Rules', 'Resources', 'Outputs']);
const attributes = new Set(['Type', 'Properties', 'Condition', 'DependsOn', 'DeletionPolicy', 'UpdateReplacePolicy', 'Metadata', 'UpdatePolicy', 'CreationPolicy']);

const found = [];
for (const file of process.argv.slice(2)) check(JSON.parse(readFileSync(file, 'utf8')), basename(file));
if (found.length > 0) console.log(found.join('\n'));

function check(template, file) {
  const say = (place, what) => found.push(`${file}: ${place}: ${what}`);
  const { Parameters = {}, Conditions = {}, Resources = {}, Outputs = {} } = template;
  const specs = Object.fromEntries(
    Object.entries(Resources).map(([name, { Type }]) => [name, db.lookup('resource', 'cloudFormationType', 'equals', Type)[0]]),
  );
  const used = new Set();

  for (const section of Object.keys(template)) if (!sections.has(section)) say(section, 'is no section of a template');
  for (const [name, condition] of Object.entries(Conditions)) refer(condition, `Conditions.${name}`);
  for (const [name, output] of Object.entries(Outputs)) refer(output, `Outputs.${name}`);
  for (const [name, resource] of Object.entries(Resources)) {
    const place = `Resources.${name}`;
    for (const key of Object.keys(resource)) if (!attributes.has(key)) say(place, `${key} is no attribute of a resource`);
    for (const other of [resource.DependsOn ?? []].flat()) if (!Resources[other]) say(place, `depends on ${other}, which is no resource`);
    if (resource.Condition) conditionOf(resource.Condition, place);
    refer(resource.Properties, place);
    const spec = specs[name];
    if (!spec) say(place, `there is no resource type ${resource.Type}`);
    else members(resource.Properties ?? {}, spec.properties, `${place}`);
  }
  for (const name of Object.keys(Parameters)) if (!used.has(name)) say(`Parameters.${name}`, 'is used by nothing');
  for (const name of Object.keys(Conditions)) if (!used.has(name)) say(`Conditions.${name}`, 'is used by nothing');

  function conditionOf(name, place) {
    used.add(name);
    if (!Conditions[name]) say(place, `there is no condition ${name}`);
  }

  function target(name, place) {
    used.add(name);
    if (!Parameters[name] && !Resources[name] && !pseudo.has(name)) say(place, `refers to ${name}, which is neither a parameter nor a resource`);
  }

  function attribute(name, path, place) {
    used.add(name);
    if (!Resources[name]) say(place, `asks for ${name}.${path}, and there is no resource ${name}`);
    else if (specs[name] && !specs[name].attributes[path] && !specs[name].properties[path]) say(place, `${Resources[name].Type} has no attribute ${path}`);
  }

  // All references below a value.
  function refer(value, place) {
    if (Array.isArray(value)) return value.forEach((each, index) => refer(each, `${place}[${index}]`));
    if (value === null || typeof value !== 'object') return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'Ref' && typeof inner === 'string') target(inner, place);
      else if (key === 'Fn::GetAtt') attribute(inner[0], inner.slice(1).join('.'), place);
      else if (key === 'Fn::Sub') substitute(inner, place);
      else {
        if (key === 'Fn::If') conditionOf(inner[0], place);
        if (key === 'Condition' && typeof inner === 'string' && Object.keys(value).length === 1) conditionOf(inner, place);
        refer(inner, `${place}.${key}`);
      }
    }
  }

  function substitute(value, place) {
    const [text, own] = Array.isArray(value) ? value : [value, {}];
    for (const [, name] of text.matchAll(/\$\{([^!}][^}]*)\}/g)) {
      if (name in own) continue;
      const [resource, ...path] = name.split('.');
      if (path.length > 0) attribute(resource, path.join('.'), place);
      else target(resource, place);
    }
    refer(own, place);
  }

  function members(value, properties, place) {
    for (const key of Object.keys(value)) if (!properties[key]) say(place, `has no property ${key}`);
    for (const [key, property] of Object.entries(properties)) {
      if (value[key] !== undefined) typed(value[key], property.type, `${place}.${key}`);
      else if (property.required) say(place, `lacks ${key}`);
    }
  }

  // What CloudFormation works out cannot be typed here, but both ways of a condition can.
  function typed(value, type, place) {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      const [key, ...others] = Object.keys(value);
      if (others.length === 0 && key === 'Fn::If') return value[key].slice(1).forEach((way) => typed(way, type, place));
      if (others.length === 0 && (key === 'Ref' || key?.startsWith('Fn::'))) return;
    }
    const wrong = mismatch(value, type, place);
    if (wrong) say(place, wrong);
  }

  function mismatch(value, type, place) {
    switch (type.type) {
      case 'string':
        if (typeof value !== 'string' && typeof value !== 'number') return 'must be a text';
        return type.allowedValues && !type.allowedValues.includes(value) ? `'${value}' is none of ${type.allowedValues.join(', ')}` : undefined;
      case 'number':
      case 'integer':
        return Number.isFinite(Number(value)) && typeof value !== 'object' ? undefined : 'must be a number';
      case 'boolean':
        return value === true || value === false || value === 'true' || value === 'false' ? undefined : 'must be true or false';
      case 'array':
        if (!Array.isArray(value)) return 'must be a list';
        return value.forEach((each, index) => typed(each, type.element, `${place}[${index}]`));
      case 'map':
        if (!isObject(value)) return 'must be an object';
        return Object.entries(value).forEach(([key, each]) => typed(each, type.element, `${place}.${key}`));
      case 'ref':
        if (!isObject(value)) return 'must be an object';
        return members(value, db.get('typeDefinition', type.reference.$ref).properties, place);
      case 'tag':
        return isObject(value) && 'Key' in value && 'Value' in value ? undefined : 'must be a tag, with Key and Value';
      case 'union': {
        // One way must fit; what each of them says of the value is of interest only where none does.
        const before = found.length;
        for (const way of type.types) {
          typed(value, way, place);
          if (found.length === before) return undefined;
          found.length = before;
        }
        return `fits none of ${type.types.map((way) => way.type).join(', ')}`;
      }
      default:
        return undefined; // json, date-time, null
    }
  }
}

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
