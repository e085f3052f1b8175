using System.Globalization;
using Spectre.Console;

namespace FlowOptics.AppHost;

/// <summary>The table of parameters that flow-optics prints before it answers.</summary>
internal static class Parameters
{
    public static void Print(Question question)
    {
        (string Name, string Value)[] rows =
        [
            ("Command", question.Verb),
            ("Account", question.Account),
            ("Days", question.Days.ToString(CultureInfo.InvariantCulture)),
            (question.Verb == "correlate" ? "Addresses" : "Address", string.Join(", ", question.Addresses)),
            .. question.Cidr is null ? Array.Empty<(string, string)>() : [("Peers in", question.Cidr)],
        ];
        if (Console.IsOutputRedirected)
        {
            foreach (var (name, value) in rows) Console.WriteLine($"{name,-10} {value}");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        foreach (var (name, value) in rows) table.AddRow($"[grey]{name}[/]", Markup.Escape(value));
        AnsiConsole.Write(table);
    }
}
