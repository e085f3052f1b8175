using System.Text.Json;
using FlowOptics.Flows;
using FlowOptics.GraphApi.Findings;
using FlowOptics.GraphApi.Live;
using FlowOptics.GraphApi.Tests.Live;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;
using static FlowOptics.Lake.Tests.Reference.Traffics;

namespace FlowOptics.GraphApi.Tests.Findings;

/// <summary>Three days of usual traffic in the lake; what is tested is of the fourth, in the lake and in the live window.</summary>
public sealed class LiveFindingsTests : IDisposable
{
    private const int Today = 3;
    private static readonly DateTimeOffset Now = Midnight.AddDays(Today).AddHours(12);

    // Thresholds that a few records reach.
    private static readonly FindingOptions Options = new() { ScanPorts = 3, SweepHosts = 4, BruteForceAttempts = 3, InternetScanFlows = 3, VolumeFloorBytes = 500, RejectsBeganFlows = 2 };

    private readonly TemporaryFolder _folder = new();
    private readonly LakeDatabase _lake;
    private readonly FindingHistory _history;
    private int _case;

    public LiveFindingsTests()
    {
        _lake = Lakes.Open(_folder.Path);
        _history = new FindingHistory(_lake, Options);
        for (var day = 0; day < Today; day++)
        {
            Import($"day {day}", [.. Usual(day), .. Conversation("10.0.1.1", "8.8.4.4", 40_000, 443, At(day, 0), bytes: 400)]);
            LookAt(day);
        }
    }

    public void Dispose()
    {
        _lake.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Both_sources_find_the_same_in_the_same_records() => Prop.ForAll(Days(), records =>
    {
        Import("today", records);
        LookAt(Today);
        var query = new FindingsQuery { From = Midnight.AddDays(Today), To = Midnight.AddDays(Today + 1), Limit = 1000 };
        var history = Ask(_history.FindAsync(query, CancellationToken.None)).Findings.Where(IsOfBoth).ToList();
        var window = new LiveWindow(new LiveWindowOptions { Length = TimeSpan.FromDays(1) }, new ManualTime(Now));
        foreach (var batch in FlowRecords.ToBatches(records, "today", "etag")) window.Add(batch, Now);
        using var findings = new LiveFindings(window, _history, Options, new ManualTime(Now));
        var live = Ask(findings.FindAsync(query, CancellationToken.None)).Findings;
        Assert.Equal(Text(history), Text(live));
        foreach (var finding in live) Assert.Equal(Answer(window, finding.Evidence), finding.Traffic);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    // What the window cannot know: long connections from short ones inside, what was refused before, what AWS lost.
    private static bool IsOfBoth(Finding finding) => finding.Kind is not (FindingKind.RejectsBegan or FindingKind.RecordsLost)
        && !(finding.Kind == FindingKind.BruteForce && finding.Severity == FindingSeverity.High);

    // What the page is shown when somebody follows a finding.
    private static Traffic Answer(LiveWindow window, FindingEvidence evidence) => Ask(new LiveFlowStore(window, () => new Dictionary<string, InterfaceFacts>()).AggregateAsync(
        new AggregateQuery { By = [], Account = evidence.Account, Region = evidence.Region, From = DateTimeOffset.UnixEpoch, To = Now.AddDays(1), Filter = FlowFilter.Parse(evidence.Filter) },
        null,
        CancellationToken.None)).Total.Total;

    private static string Text(IEnumerable<Finding> findings) => string.Join(
        '\n', findings.Select(finding => JsonSerializer.Serialize(finding with { Evidence = finding.Evidence with { Source = "", From = null, To = null } }, JsonSerializerOptions.Web)).Order(StringComparer.Ordinal));

    private static Arbitrary<FlowRecord[]> Days()
    {
        // Few addresses and ports, so that probes, answers and attempts meet.
        var inside = FlowRecords.OneOf("10.0.1.1", "10.0.1.2", "10.0.1.3", "10.0.1.4", "10.0.1.5", "10.0.1.6");
        var outside = FlowRecords.OneOf("8.8.8.8", "8.8.4.4", "1.1.1.14", "1.1.1.44", "9.9.9.9");
        var any = FlowRecords.OneOf(0, 0, 1).SelectMany(which => which == 0 ? inside : outside);
        var number = 0;
        var record =
            from src in any
            from dst in any
            from port in FlowRecords.OneOf<ushort>(22, 22, 23, 80, 443, 445, 5432)
            from second in Gen.Choose(0, 43_000)
            from action in FlowRecords.OneOf(FlowAction.Accept, FlowAction.Accept, FlowAction.Reject)
            from packets in FlowRecords.OneOf(1L, 2, 6, 7, 40)
            from answered in FlowRecords.OneOf(false, false, true)
            from bytes in FlowRecords.OneOf(44L, 300, 900)
            select answered
                ? Conversation(src, dst, Port(ref number), port, At(Today, second), packets, bytes).ToArray()
                : [Record(src, dst, Port(ref number), port, At(Today, second), action, packets, bytes)];
        return Arb.From(Gen.Choose(1, 80).SelectMany(count => record.ArrayOf(count)).Select(parts => parts.SelectMany(part => part).Where(one => one.Src != one.Dst).DefaultIfEmpty(Usual(Today).First()).ToArray()));
    }

    // Each connection of its own, as the window takes each record from the internet for one.
    private static ushort Port(ref int number) => (ushort)(20_001 + (number++ % 20_000));

    private static T Ask<T>(Task<T> question) => question.GetAwaiter().GetResult();

    private void Import(string key, FlowRecord[] records)
    {
        using var writer = new LakeWriter(_lake);
        Assert.True(writer.Write(Lakes.Info(key, ++_case), $"etag {_case}", records));
        writer.Commit();
        _history.Refresh(CancellationToken.None);
    }

    private void LookAt(int day) => _history.LookAt(Day + day, CancellationToken.None);
}
