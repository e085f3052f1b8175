using System.Globalization;
using Spectre.Console;

namespace FlowOptics.AppHost;

/// <summary>Asks a running product, shows how far it is, prints the answer in short and remembers it.</summary>
internal sealed class Asking(ProductOptions options)
{
    private static readonly TimeSpan MetaInterval = TimeSpan.FromSeconds(1);

    // The demo has written its history, and GraphApi has found it, well before this; an empty bucket never fills.
    private static readonly TimeSpan FirstObjectsTime = TimeSpan.FromSeconds(30);

    private readonly bool _animated = !Console.IsOutputRedirected && !Console.IsErrorRedirected;
    private string _last = "";

    /// <param name="fresh">The product has just been started, so its first import is to be awaited.</param>
    /// <exception cref="StartException">There is no answer; the message says why.</exception>
    public async Task AskAsync(ProductApi api, Question question, bool fresh, CancellationToken cancellationToken)
    {
        Answer? answer = null;
        if (_animated)
        {
            await AnsiConsole.Status().StartAsync("Asking …", async status =>
            {
                answer = await AnswerAsync(api, question, fresh, text => status.Status = Markup.Escape(text), cancellationToken);
            });
        }
        else
        {
            answer = await AnswerAsync(api, question, fresh, Line, cancellationToken);
        }

        LastAnswer.Save(options.Data, answer!);
        Print(answer!);
    }

    /// <summary>Shows the last answer again; the page itself where nothing was asked yet.</summary>
    public void ShowLast(string pageUrl)
    {
        if (LastAnswer.Read(options.Data) is not { } answer)
        {
            Console.WriteLine($"Nothing was asked yet: {pageUrl} shows the map.");
            return;
        }

        // The port may be another one than last time.
        answer = answer with { Url = pageUrl + new Uri(answer.Url).PathAndQuery };
        Console.WriteLine($"Asked on {answer.Asked.UtcDateTime:yyyy-MM-dd HH:mm} UTC:");
        Print(answer);
        Browser.TryOpen(answer.Url);
    }

    private static async Task<Answer> AnswerAsync(ProductApi api, Question question, bool fresh, Action<string> progress, CancellationToken cancellationToken)
    {
        if (fresh) await ImportAsync(api, progress, cancellationToken);
        return await api.AskAsync(question, state => progress($"Asking: {state}"), cancellationToken);
    }

    private static async Task ImportAsync(ProductApi api, Action<string> progress, CancellationToken cancellationToken)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var import = await api.ImportAsync(cancellationToken);
            var waits = import is null || import.PendingObjects > 0 || (import.Objects == 0 && clock.Elapsed < FirstObjectsTime);
            if (!waits) return;
            progress(import is null ? "Waiting for GraphApi …" : $"Importing history: {import.Objects} objects done, {import.PendingObjects} to go");
            await Task.Delay(MetaInterval, cancellationToken);
        }
    }

    private static void Print(Answer answer)
    {
        var culture = CultureInfo.InvariantCulture;
        Console.WriteLine(answer.Flows == 0
            ? "No traffic matches: try more days, or look on the page at which addresses the account has."
            : string.Create(culture, $"{answer.Links:N0} links, {answer.Flows:N0} flows: {answer.Accepted:N0} accepted, {answer.Rejected:N0} rejected")
                + (answer.Other == 0 ? "" : string.Create(culture, $", {answer.Other:N0} without an action")));
        Console.WriteLine(answer.Url);
    }

    private void Line(string text)
    {
        // The same kind of news once, not every second: a log file keeps each line.
        var kind = text.Split(':')[0];
        if (kind == _last) return;
        _last = kind;
        Console.WriteLine(text);
    }
}
