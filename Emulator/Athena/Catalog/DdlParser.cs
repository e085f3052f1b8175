using FlowOptics.Emulator.Athena.Engine;

namespace FlowOptics.Emulator.Athena.Catalog;

/// <summary>The statements that Athena gives to Hive: databases, external tables, SHOW and DESCRIBE.</summary>
/// <remarks>https://docs.aws.amazon.com/athena/latest/ug/create-table.html</remarks>
internal sealed class DdlParser(TableCatalog catalog, TimeProvider time)
{
    private static readonly string[] Beginnings = ["CREATE", "DROP", "ALTER", "SHOW", "DESCRIBE", "DESC", "MSCK"];

    public static bool IsDdl(string sql) => Beginnings.Any(new SqlTokens(sql, most: 1).Peek.Is);

    /// <exception cref="Gateway.AwsException">It cannot be read.</exception>
    public DdlStatement Parse(string sql, string database)
    {
        var tokens = new SqlTokens(sql);
        if (tokens.Try("CREATE", "EXTERNAL", "TABLE")) return CreateTable(tokens, database);
        if (tokens.Try("CREATE", "DATABASE") || tokens.Try("CREATE", "SCHEMA")) return CreateDatabase(tokens);
        if (tokens.Try("DROP", "DATABASE") || tokens.Try("DROP", "SCHEMA")) return DropDatabase(tokens);
        if (tokens.Try("DROP", "TABLE")) return DropTable(tokens, database);
        if (tokens.Try("SHOW", "DATABASES") || tokens.Try("SHOW", "SCHEMAS"))
            return Ended(tokens, "SHOW_DATABASES", () => new DdlAnswer(["database_name"], [.. catalog.Databases]));
        if (tokens.Try("SHOW", "TABLES")) return ShowTables(tokens, database);
        if (tokens.Try("SHOW", "COLUMNS")) return ShowColumns(tokens, database);
        if (tokens.Try("DESCRIBE") || tokens.Try("DESC")) return Describe(tokens, database);
        throw tokens.Unexpected("CREATE EXTERNAL TABLE, CREATE DATABASE, DROP, SHOW DATABASES, SHOW TABLES, SHOW COLUMNS or DESCRIBE: the emulator has no other DDL");
    }

    private static DdlStatement Ended(SqlTokens tokens, string kind, Func<DdlAnswer> run)
    {
        tokens.End();
        return new DdlStatement(kind, run);
    }

    private static (string Database, string Name) TableName(SqlTokens tokens, string database)
    {
        var name = tokens.Name();
        if (!tokens.Try(".")) return (database, name);
        return (name, tokens.Name());
    }

    private DdlStatement CreateDatabase(SqlTokens tokens)
    {
        var always = tokens.Try("IF", "NOT", "EXISTS");
        var name = tokens.Name();
        return Ended(tokens, "CREATE_DATABASE", () => catalog.CreateDatabase(name) || always
            ? DdlAnswer.Nothing
            : throw new QueryFailure("FAILED",
                $"Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. Database {name} already exists"));
    }

    private DdlStatement DropDatabase(SqlTokens tokens)
    {
        var always = tokens.Try("IF", "EXISTS");
        var name = tokens.Name();
        var cascade = tokens.Try("CASCADE") || (tokens.Try("RESTRICT") && false);
        return Ended(tokens, "DROP_DATABASE", () =>
        {
            if (!cascade && catalog.Tables(name).Any())
                throw new QueryFailure("FAILED",
                    $"Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. Database {name} is not empty. One or more tables exist.");
            return catalog.DropDatabase(name) || always
                ? DdlAnswer.Nothing
                : throw new QueryFailure("FAILED", $"SemanticException [Error 10072]: Database does not exist: {name}");
        });
    }

    private DdlStatement DropTable(SqlTokens tokens, string database)
    {
        var always = tokens.Try("IF", "EXISTS");
        var (schema, name) = TableName(tokens, database);
        return Ended(tokens, "DROP_TABLE",
            () => catalog.Drop(schema, name) || always ? DdlAnswer.Nothing
                : throw new QueryFailure("FAILED", $"SemanticException [Error 10001]: Table not found {schema}.{name}"));
    }

    private DdlStatement ShowTables(SqlTokens tokens, string database)
    {
        var schema = tokens.Try("IN") || tokens.Try("FROM") ? tokens.Name() : database;
        return Ended(tokens, "SHOW_TABLES", () => new DdlAnswer(["tab_name"], [.. catalog.Tables(schema).Select(table => table.Name)]));
    }

    private DdlStatement ShowColumns(SqlTokens tokens, string database)
    {
        if (!tokens.Try("IN")) tokens.Expect("FROM");
        var (schema, name) = TableName(tokens, database);
        return Ended(tokens, "SHOW_COLUMNS", () =>
        {
            var table = Known(schema, name);
            return new DdlAnswer(["field"], [.. table.Columns.Concat(table.PartitionColumns).Select(column => column.Name.PadRight(20))]);
        });
    }

    private DdlStatement Describe(SqlTokens tokens, string database)
    {
        var (schema, name) = TableName(tokens, database);
        return Ended(tokens, "DESCRIBE_TABLE", () =>
        {
            var table = Known(schema, name);
            string Line(ColumnDefinition column) => $"{column.Name,-20}\t{column.Type,-20}\t{column.Comment ?? "",-20}";
            var lines = table.Columns.Concat(table.PartitionColumns).Select(Line).ToList();
            if (table.PartitionColumns.Count > 0)
            {
                lines.AddRange([$"{"",-20}\t{"",-20}\t{"",-20}", $"{"# Partition Information",-20}\t \t ",
                    $"{"# col_name",-20}\t{"data_type",-20}\t{"comment",-20}", $"{"",-20}\t{"",-20}\t{"",-20}"]);
                lines.AddRange(table.PartitionColumns.Select(Line));
            }

            return new DdlAnswer(["col_name", "data_type", "comment"], lines);
        });
    }

    private TableDefinition Known(string schema, string name) => catalog.Find(schema, name)
        ?? throw new QueryFailure("FAILED", $"SemanticException [Error 10001]: Table not found {schema}.{name}");

    private DdlStatement CreateTable(SqlTokens tokens, string database)
    {
        var always = tokens.Try("IF", "NOT", "EXISTS");
        var (schema, name) = TableName(tokens, database);
        var columns = Columns(tokens);
        List<ColumnDefinition> partitions = [];
        var (isParquet, delimiter, location) = (false, "\u0001", (string?)null);
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        while (tokens.Peek.Kind != SqlTokenKind.End && !tokens.Peek.Is(";"))
        {
            if (tokens.Try("PARTITIONED", "BY")) partitions = Columns(tokens);
            else if (tokens.Try("COMMENT")) tokens.Text();
            else if (tokens.Try("ROW", "FORMAT", "DELIMITED")) delimiter = Delimited(tokens, delimiter);
            else if (tokens.Try("ROW", "FORMAT", "SERDE")) (isParquet, delimiter) = Serde(tokens, tokens.Text(), delimiter);
            else if (tokens.Try("STORED", "AS", "INPUTFORMAT")) isParquet |= Formats(tokens);
            else if (tokens.Try("STORED", "AS")) isParquet = Stored(tokens, tokens.Name());
            else if (tokens.Try("LOCATION")) location = tokens.Text();
            else if (tokens.Try("TBLPROPERTIES")) properties = Properties(tokens);
            else throw tokens.Unexpected("PARTITIONED BY, ROW FORMAT, STORED AS, LOCATION or TBLPROPERTIES");
        }

        if (location is null || !location.StartsWith("s3://", StringComparison.Ordinal) || location.Length <= "s3://".Length)
            throw AthenaErrors.Malformed("The table needs a LOCATION such as 's3://bucket/prefix/'");
        var table = new TableDefinition(schema, name, columns, partitions, isParquet, delimiter, location.EndsWith('/') ? location : location + "/",
            properties, time.GetUtcNow());
        return Ended(tokens, "CREATE_TABLE", () =>
        {
            if (!catalog.HasDatabase(schema)) throw new QueryFailure("FAILED", $"SemanticException [Error 10072]: Database does not exist: {schema}");
            foreach (var column in columns.Concat(partitions)) _ = column.DuckDbType;
            if (table.IsProjected) _ = new PartitionProjection(table, time);
            return catalog.Create(table) || always
                ? DdlAnswer.Nothing
                : throw new QueryFailure("FAILED",
                    $"Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException(message:Table {name} already exists.)");
        });
    }

    private static List<ColumnDefinition> Columns(SqlTokens tokens)
    {
        var columns = new List<ColumnDefinition>();
        tokens.Expect("(");
        do
        {
            var name = tokens.Name();
            var type = tokens.Name();
            if (tokens.Try("("))
            {
                type += "(";
                while (!tokens.Try(")")) type += tokens.Take().Text;
                type += ")";
            }

            columns.Add(new ColumnDefinition(name, type, tokens.Try("COMMENT") ? tokens.Text() : null));
        }
        while (tokens.Try(","));
        tokens.Expect(")");
        return columns;
    }

    private static string Delimited(SqlTokens tokens, string delimiter)
    {
        while (true)
        {
            if (tokens.Try("FIELDS", "TERMINATED", "BY")) delimiter = tokens.Text();
            else if (tokens.Try("LINES", "TERMINATED", "BY") || tokens.Try("ESCAPED", "BY") || tokens.Try("NULL", "DEFINED", "AS")
                || tokens.Try("COLLECTION", "ITEMS", "TERMINATED", "BY") || tokens.Try("MAP", "KEYS", "TERMINATED", "BY")) tokens.Text();
            else return delimiter;
        }
    }

    private static (bool IsParquet, string Delimiter) Serde(SqlTokens tokens, string serde, string delimiter)
    {
        var properties = tokens.Try("WITH", "SERDEPROPERTIES") ? Properties(tokens) : [];
        if (serde.EndsWith("ParquetHiveSerDe", StringComparison.Ordinal)) return (true, delimiter);
        if (!serde.EndsWith("LazySimpleSerDe", StringComparison.Ordinal))
            throw AthenaErrors.Malformed($"The emulator reads text with delimiters (LazySimpleSerDe) and Parquet (ParquetHiveSerDe), not {serde}");
        return (false, properties.GetValueOrDefault("field.delim") ?? properties.GetValueOrDefault("serialization.format") ?? delimiter);
    }

    private static bool Formats(SqlTokens tokens)
    {
        var input = tokens.Text();
        if (tokens.Try("OUTPUTFORMAT")) tokens.Text();
        return input.Contains("Parquet", StringComparison.Ordinal);
    }

    private static bool Stored(SqlTokens tokens, string format) => format switch
    {
        "parquet" => true,
        "textfile" => false,
        _ => throw tokens.Unexpected("PARQUET or TEXTFILE: the emulator reads no other format"),
    };

    private static Dictionary<string, string> Properties(SqlTokens tokens)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        tokens.Expect("(");
        do
        {
            var name = tokens.Text().ToLowerInvariant();
            tokens.Expect("=");
            properties[name] = tokens.Text();
        }
        while (tokens.Try(","));
        tokens.Expect(")");
        return properties;
    }
}
