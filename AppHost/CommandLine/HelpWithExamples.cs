using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FlowOptics.AppHost;

/// <summary>The generated help, then what people come for: examples.</summary>
internal sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
{
    private const string Examples =
        """
        Examples (after: dotnet run --project AppHost --):
          (nothing)                                              the demo, at http://localhost:8000
          --logs ~/flow-logs                                     your own logs: text, gzip or Parquet, any layout
          correlate 123456789012 1 10.0.1.10,10.0.2.20,10.0.3.7  who of the three talks to whom, since yesterday 00:00 UTC
          inspect 123456789012 3 10.0.3.7 10.0.0.0/16            what the database does with its VPC, in three days
          rejects unknown 0 10.0.6.66                            what was rejected today, in logs that name no account
          serve                                                  the last answer again

        ACCOUNT is an AWS account's 12 digits, or unknown. DAYS counts back: 0 is today, 1 since yesterday 00:00 UTC.
        A command asks the product where it runs already, and starts it where not.
        The exit code is 2 for a wrong command line and 1 where the product cannot start.
        """;

    public override int Invoke(ParseResult parseResult)
    {
        var result = inner.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Examples);
        return result;
    }
}
