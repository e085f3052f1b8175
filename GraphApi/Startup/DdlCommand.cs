using System.Globalization;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Startup;

/// <summary><c>GraphApi ddl --format '…' --location s3://…</c>: writes the statement that makes the table in Athena.</summary>
internal static class DdlCommand
{
    private const string Usage =
        """
        Writes the statement that makes Athena's table over a flow log, for Athena's console or `aws athena start-query-execution`.

          ddl --location s3://bucket[/prefix] [--format '${version} ${account-id} …'] [--parquet] [--hive] [--hourly]
              [--database default] [--table flow_logs] [--accounts 123456789012,…] [--regions eu-west-1,…] [--since 2020-01-01]

        --format    the flow log's own format (aws ec2 describe-flow-logs: LogFormat); without it AWS's default
        --hive      the log has Hive-compatible prefixes; --hourly: partitions by the hour
        --accounts  who logs there, and --regions: without them each question has to name one
        """;

    public static int Run(IReadOnlyList<string> words, TextWriter output, TextWriter errors)
    {
        try
        {
            if (Read(words) is not { } ddl)
            {
                output.WriteLine(Usage);
                return 0;
            }

            output.WriteLine(ddl.ToSql());
            return 0;
        }
        catch (FormatException fault)
        {
            errors.WriteLine($"{fault.Message}. `ddl --help` says what there is.");
            return 2;
        }
    }

    private static FlowLogDdl? Read(IReadOnlyList<string> words)
    {
        var (ddl, location) = (new FlowLogDdl { Location = "" }, "");
        for (var i = 0; i < words.Count; i++)
        {
            string Value() => ++i < words.Count ? words[i] : throw new FormatException($"{words[^1]} needs a value");
            switch (words[i])
            {
                case "--help" or "-h":
                    return null;
                case "--parquet":
                    ddl = ddl with { Parquet = true };
                    break;
                case "--hive":
                    ddl = ddl with { HiveFolders = true };
                    break;
                case "--hourly":
                    ddl = ddl with { Hourly = true };
                    break;
                case "--format":
                    ddl = ddl with { Format = Value() };
                    break;
                case "--location":
                    location = Value();
                    break;
                case "--database":
                    ddl = ddl with { Database = Value() };
                    break;
                case "--table":
                    ddl = ddl with { Table = Value() };
                    break;
                case "--accounts":
                    ddl = ddl with { Accounts = List(Value()) };
                    break;
                case "--regions":
                    ddl = ddl with { Regions = List(Value()) };
                    break;
                case "--since":
                    var text = Value();
                    ddl = ddl with { First = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new FormatException($"--since is '{text}': give a day as 2020-01-01") };
                    break;
                case var other:
                    throw new FormatException($"'{other}' is no option");
            }
        }

        return ddl with { Location = location.Length > 0 ? location : throw new FormatException("--location is missing: give the log's bucket as s3://bucket/prefix") };
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
