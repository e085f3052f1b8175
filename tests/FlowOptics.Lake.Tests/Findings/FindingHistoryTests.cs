using FlowOptics.Flows;
using static FlowOptics.Lake.Tests.Reference.Traffics;

namespace FlowOptics.Lake.Tests.Findings;

public sealed class FindingHistoryTests
{
    private static readonly FindingOptions Options = new();

    [Fact]
    public void Usual_traffic_is_no_finding()
    {
        using var lake = new FindingLake();
        for (var day = 0; day < 6; day++) lake.Import(Usual(day));
        Assert.Empty(lake.Find());
    }

    [Fact]
    public void Many_ports_of_one_host_without_an_answer_are_a_port_scan()
    {
        using var lake = new FindingLake();
        lake.Import(Usual(0).Concat(Ports(15)));
        var scan = lake.Single(FindingKind.PortScan);
        Assert.Equal("10.0.6.66 tried 15 ports of 10.0.3.9 without an answer", scan.Title);
        Assert.Equal("srcaddr = 10.0.6.66 and dstaddr = 10.0.3.9", scan.Evidence.Filter);
        Assert.Equal("T1046", scan.Technique!.Id);
        Assert.Equal(new Traffic(15, 15, 15 * 44), scan.Traffic);
        Assert.Equal(At(0, 100), scan.First.ToUnixTimeSeconds());
    }

    [Fact]
    public void One_port_less_or_answers_are_none()
    {
        using var lake = new FindingLake();
        lake.Import(Ports(14)).None(FindingKind.PortScan);
        using var answered = new FindingLake();
        answered.Import(Enumerable.Range(0, 60).SelectMany(i => Conversation("10.0.6.66", $"10.0.3.{i % 30}", 40_000, (ushort)(100 + i), At(0, i), packets: 2))).None(FindingKind.PortScan);
        Assert.Empty(answered.Find());
    }

    [Fact]
    public void A_server_that_answers_many_clients_sweeps_nobody()
    {
        using var lake = new FindingLake();
        lake.Import(Enumerable.Range(0, 200).SelectMany(i => Conversation($"10.9.{i / 100}.{i % 100}", "10.0.3.7", 40_000, 5432, At(0, i), packets: 3)));
        Assert.Empty(lake.Find());
    }

    [Fact]
    public void Many_hosts_without_an_answer_are_a_sweep_rejected_or_not()
    {
        using var lake = new FindingLake();
        lake.Import(Usual(0).Concat(Enumerable.Range(0, 30).Select(i => Record("10.0.6.66", $"10.0.7.{i}", 41_000, 22, At(0, i), i % 2 == 0 ? FlowAction.Reject : FlowAction.Accept))));
        var sweep = lake.Single(FindingKind.HostSweep);
        Assert.Equal("10.0.6.66 tried 30 hosts at ssh (22) without an answer", sweep.Title);
        Assert.Equal("srcaddr = 10.0.6.66 and service-port = 22", sweep.Evidence.Filter);
        Assert.Equal(30, sweep.Traffic.Flows);
        Assert.Single(lake.Find());
    }

    [Fact]
    public void A_ping_sweep_is_remote_system_discovery()
    {
        using var lake = new FindingLake();
        lake.Import(Enumerable.Range(0, 25).Select(i => Record("10.0.6.66", $"10.0.7.{i}", 0, 0, At(0, i), protocol: 1)));
        var sweep = lake.Single(FindingKind.HostSweep);
        Assert.Equal("T1018", sweep.Technique!.Id);
        Assert.Equal("srcaddr = 10.0.6.66 and service-port = ICMP", sweep.Evidence.Filter);
    }

    [Fact]
    public void Long_one_way_streams_are_no_probes()
    {
        using var lake = new FindingLake();
        lake.Import(Enumerable.Range(0, 100).Select(i => Record("10.0.6.66", $"10.0.7.{i}", 41_000, 514, At(0, i), packets: 7, protocol: 17)));
        Assert.Empty(lake.Find());
    }

    [Fact]
    public void The_internet_s_knocking_is_one_finding_for_an_account()
    {
        using var lake = new FindingLake();
        lake.Import(Enumerable.Range(0, 5000).Select(i => Record($"8.{i % 50}.4.4", $"10.0.1.{i % 4}", 41_000, (ushort)(20 + (i % 900)), At(0, i), FlowAction.Reject)));
        var only = Assert.Single(lake.Find());
        Assert.Equal(FindingKind.InternetScan, only.Kind);
        Assert.Equal("50 public addresses knocked in vain at 4 hosts on 900 ports", only.Title);
        Assert.Equal(5000, only.Traffic.Flows);
        Assert.Equal("direction = inbound and action = reject", only.Evidence.Filter);
    }

    [Fact]
    public void Many_short_connections_to_SSH_are_brute_force_and_sources_of_the_internet_are_shown_as_one()
    {
        using var lake = new FindingLake();
        lake.Import(Usual(0).Concat(Enumerable.Range(1, 3).SelectMany(source =>
            Enumerable.Range(0, 40 + (source * 10)).SelectMany(i => Conversation($"8.8.4.{source}", "10.0.1.10", (ushort)(30_000 + i), 22, At(0, i * 60), packets: 14)))));
        var attack = lake.Single(FindingKind.BruteForce);
        Assert.Equal("8.8.4.3 made 70 short connections to ssh (22) of 1 host", attack.Title);
        Assert.Equal("srcaddr = 8.8.4.3 and dstport = 22", attack.Evidence.Filter);
        Assert.Equal(70, attack.Traffic.Flows);
        Assert.Equal(2, attack.Others!.Findings);
        Assert.Equal(60 + 50, attack.Others.Traffic.Flows);
        Assert.Equal(FindingSeverity.Medium, attack.Severity);
    }

    [Fact]
    public void One_long_connection_in_many_records_is_no_brute_force_nor_are_answers_of_a_server()
    {
        using var lake = new FindingLake();
        lake.Import(Enumerable.Range(0, 500).SelectMany(i => Conversation("8.8.4.4", "10.0.1.10", 30_000, 22, At(0, i * 60), packets: 2))
            .Concat(Enumerable.Range(0, 500).SelectMany(i => Conversation("10.0.1.11", "8.8.4.5", (ushort)(30_000 + i), 22, At(0, i), packets: 12))));
        Assert.DoesNotContain(lake.Find(), finding => finding.Subject.StartsWith("8.8.4", StringComparison.Ordinal));
    }

    [Fact]
    public void Rejects_at_a_database_are_brute_force_unless_the_source_scans()
    {
        using var lake = new FindingLake();
        lake.Import(Enumerable.Range(0, 50).Select(i => Record("10.0.2.9", "10.0.3.7", (ushort)(30_000 + i), 5432, At(0, i), FlowAction.Reject)));
        var attack = lake.Single(FindingKind.BruteForce);
        Assert.Equal("srcaddr = 10.0.2.9 and service-port = 5432 and action = reject", attack.Evidence.Filter);
        Assert.Equal(50, attack.Traffic.Flows);
        lake.Import(Ports(20, "10.0.2.9")).None(FindingKind.BruteForce);
    }

    [Fact]
    public void Knocks_at_SSH_that_nobody_answers_are_a_scan_alone()
    {
        using var lake = new FindingLake();
        lake.Import(Enumerable.Range(0, 3000).Select(i => Record("10.0.6.66", $"10.0.7.{i % 30}", (ushort)(30_000 + i), 22, At(0, i))));
        Assert.Equal(FindingKind.HostSweep, Assert.Single(lake.Find()).Kind);
    }

    [Fact]
    public void Far_more_out_than_on_other_days_is_unusual()
    {
        using var lake = new FindingLake();
        long[] usual = [600_000_000, 700_000_000, 650_000_000, 640_000_000];
        for (var day = 0; day < 4; day++) lake.Import(Upload(day, usual[day]));
        lake.None(FindingKind.VolumeOut);
        lake.Import(Upload(4, 1_290_000_000));
        var volume = lake.Single(FindingKind.VolumeOut);
        Assert.Equal(1_290_000_000, volume.Traffic.Bytes);
        Assert.Equal("10.0.5.9 sent 1.3 GB to the internet; on the days before 645 MB a day", volume.Title);
        Assert.Equal("srcaddr = 10.0.5.9 and direction = outbound and not action = reject", volume.Evidence.Filter);
    }

    [Fact]
    public void A_host_that_is_little_known_or_sends_little_is_not_unusual()
    {
        using var lake = new FindingLake();
        for (var day = 0; day < 4; day++) lake.Import(Upload(day, 1000));
        lake.Import(Upload(4, Options.VolumeFloorBytes - 1)).None(FindingKind.VolumeOut);
        using var young = new FindingLake();
        for (var day = 0; day < 2; day++) young.Import(Upload(day, 1000));
        young.Import(Upload(2, 50_000_000_000)).None(FindingKind.VolumeOut);
    }

    [Fact]
    public void First_contact_wants_a_baseline_and_is_told_once()
    {
        using var lake = new FindingLake();
        lake.Import(Usual(0)).Import(Usual(1)).Import(Usual(2));
        lake.None(FindingKind.FirstContact);
        // 8.8.8.8 is in China and in Google's network here, the usual ones are not.
        for (var day = 3; day < 6; day++) lake.Import(Usual(day)).Import(Conversation("10.0.1.10", "8.8.8.8", 40_000, 443, At(day, 500)));
        var contacts = lake.Find().Where(finding => finding.Kind == FindingKind.FirstContact).ToList();
        Assert.Equal(2, contacts.Count);
        Assert.All(contacts, contact => Assert.Equal(At(3, 500), contact.First.ToUnixTimeSeconds()));
        Assert.Equal(["country = CN and not action = reject", "asn = 15169 and not action = reject"], contacts.Select(contact => contact.Evidence.Filter));
        Assert.All(contacts, contact => Assert.Equal(2, contact.Traffic.Flows));
    }

    [Fact]
    public void What_is_imported_later_makes_a_first_contact_no_first_one()
    {
        using var lake = new FindingLake();
        for (var day = 0; day < 4; day++) lake.Import(Usual(day));
        lake.Import(Conversation("10.0.1.10", "8.8.8.8", 40_000, 443, At(3, 500)));
        Assert.Contains(lake.Find(), finding => finding.Kind == FindingKind.FirstContact);
        lake.Import(Conversation("10.0.1.10", "8.8.8.8", 40_000, 443, At(-20, 500)));
        lake.None(FindingKind.FirstContact);
    }

    [Fact]
    public void Rejects_of_a_service_that_was_accepted_before_began_today()
    {
        using var lake = new FindingLake();
        for (var day = 0; day < 4; day++) lake.Import(Usual(day));
        lake.Import(Enumerable.Range(0, 20).Select(i => Record($"10.0.2.{i % 4}", "10.0.3.7", 40_000, 5432, At(3, 7200 + i), FlowAction.Reject)));
        var began = lake.Single(FindingKind.RejectsBegan);
        Assert.Equal("postgresql (5432) of 10.0.3.7 is refused to 4 sources since 02:00 UTC, which was accepted before", began.Title);
        Assert.Equal(FindingSeverity.Medium, began.Severity);
        Assert.Equal(20, began.Traffic.Flows);
        lake.Import([Record("10.0.2.1", "10.0.3.7", 40_000, 5432, At(1, 0), FlowAction.Reject)]).None(FindingKind.RejectsBegan);
    }

    [Fact]
    public void Rejects_from_the_internet_began_only_where_it_was_let_in_before()
    {
        using var lake = new FindingLake();
        for (var day = 0; day < 4; day++) lake.Import(Usual(day));
        lake.Import(Enumerable.Range(0, 90).Select(i => Record("8.8.4.4", "10.0.1.10", 40_000, (ushort)(i % 2 == 0 ? 443 : 444), At(3, i), FlowAction.Reject)));
        Assert.Equal("internet → 10.0.1.10 443", lake.Single(FindingKind.RejectsBegan).Subject);
    }

    [Fact]
    public void Lost_intervals_are_told_by_account_and_region()
    {
        using var lake = new FindingLake();
        lake.Import(Usual(0), skipData: 3);
        var lost = lake.Single(FindingKind.RecordsLost);
        Assert.Equal("AWS lost records of 3 intervals: what happened there is in no answer", lost.Title);
        Assert.Equal((Account, Region, "meta"), (lost.Account, lost.Region, lost.Evidence.Endpoint));
    }

    [Fact]
    public void A_subject_is_one_finding_over_days_and_new_only_on_the_first()
    {
        using var lake = new FindingLake();
        for (var day = 0; day < 3; day++) lake.Import(Ports(20, day: day));
        var scan = lake.Single(FindingKind.PortScan);
        Assert.Equal((2L, 40L), (scan.Others!.Findings, scan.Others.Traffic.Flows));
        Assert.False(scan.IsNew);
        Assert.Equal(At(2, 100), scan.First.ToUnixTimeSeconds());
        var first = Assert.Single(lake.Find(new FindingsQuery { From = Midnight, To = Midnight.AddDays(1) }));
        Assert.True(first.IsNew);
        Assert.True(first.Score > scan.Score);
        Assert.NotEqual(first.Id, scan.Id);
        Assert.Empty(lake.Find(new FindingsQuery { From = Midnight.AddDays(2), To = Midnight.AddDays(3), Account = "other" }));
        Assert.Empty(lake.Find(new FindingsQuery { From = Midnight.AddDays(2), To = Midnight.AddDays(3), Kind = FindingKind.HostSweep }));
    }

    [Fact]
    public void A_day_is_looked_at_again_when_records_come_and_has_the_same_ids()
    {
        using var lake = new FindingLake();
        lake.Import(Ports(20));
        var first = lake.Single(FindingKind.PortScan);
        Assert.Empty(lake.History.DirtyDays);
        lake.Import(Ports(30).Skip(20));
        var second = lake.Single(FindingKind.PortScan);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(30, second.Traffic.Flows);
    }

    [Fact]
    public void Findings_are_there_after_a_restart_without_being_looked_for()
    {
        using var lake = new FindingLake();
        lake.Import(Ports(20)).Find();
        var again = new FindingHistory(lake.Lake, Options);
        Assert.Empty(again.Refresh(CancellationToken.None));
        Assert.Empty(again.DirtyDays);
        lake.Single(FindingKind.PortScan);
    }

    private static IEnumerable<Reference.FlowRecord> Ports(int count, string source = "10.0.6.66", int day = 0) =>
        Enumerable.Range(1, count).Select(port => Record(source, "10.0.3.9", 45_000, (ushort)port, At(day, 99 + port), FlowAction.Reject));

    private static IEnumerable<Reference.FlowRecord> Upload(int day, long bytes) => [Record("10.0.5.9", "8.8.8.8", 40_000, 443, At(day, 3600), packets: 1000, bytes: bytes)];
}
