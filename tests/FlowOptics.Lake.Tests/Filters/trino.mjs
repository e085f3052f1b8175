// node trino.mjs FOLDER_OF_DT_SQL_PARSER
// Says of each statement (a JSON array of texts on standard input) what Trino's grammar finds wrong with it: a JSON array of texts, empty where nothing.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';

// dt-sql-parser is made for bundlers: its imports name folders and leave out ".js".
register('data:text/javascript,' + encodeURIComponent(`
  export async function resolve(specifier, context, next) {
    try {
      return await next(specifier, context);
    } catch (fault) {
      if (fault.code === 'ERR_UNSUPPORTED_DIR_IMPORT') return await next(specifier + '/index.js', context);
      if (fault.code === 'ERR_MODULE_NOT_FOUND' && specifier.startsWith('.')) return await next(specifier + '.js', context);
      throw fault;
    }
  }`));
const { TrinoSQL } = await import(pathToFileURL(process.argv[2] + '/dist/index.js'));
const parser = new TrinoSQL();
const faults = JSON.parse(readFileSync(0, 'utf8')).map((statement) =>
  parser.validate(statement).map((fault) => `${fault.startLine}:${fault.startColumn} ${fault.message}`).join('; '));
console.log(JSON.stringify(faults));
