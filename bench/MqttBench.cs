using System.Diagnostics;
using System.Globalization;
using FlowOptics.Mqtt;

namespace FlowOptics.Bench;

/// <summary>
/// The same client (ours) through our broker and through mosquitto, in turn, medians. mosquitto runs with max_inflight_messages and
/// max_queued_messages 0 (no limit) and set_tcp_nodelay, or its defaults would drop what our clients send ahead; ours runs with its storage on.
/// Publishers and subscribers run in this process, so on two cores both brokers share them with the client.
/// </summary>
internal static class MqttBench
{
    private const int Small = 100;
    private const int Large = 16 * 1024;
    private const int InFlight = 256;
    private const int LeadBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly Case[] Cases =
    [
        new("qos0-100B-1to1", MqttQualityOfService.AtMostOnce, Small, 1, 400_000),
        new("qos1-100B-1to1", MqttQualityOfService.AtLeastOnce, Small, 1, 200_000),
        new("qos0-100B-1to50", MqttQualityOfService.AtMostOnce, Small, 50, 20_000),
        new("qos1-100B-1to50", MqttQualityOfService.AtLeastOnce, Small, 50, 10_000),
        new("qos0-16KB-1to1", MqttQualityOfService.AtMostOnce, Large, 1, 20_000),
        new("qos1-16KB-1to1", MqttQualityOfService.AtLeastOnce, Large, 1, 20_000),
    ];

    public static async Task RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var chosen = Cases.Where(c => args.Length < 2 || c.Name.Contains(args[1], StringComparison.Ordinal)).ToArray();
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            using var ours = StartOurs(folder);
            using var mosquitto = StartMosquitto(folder);
            if (mosquitto is null) Console.WriteLine("mosquitto is not installed: only our own figures follow");
            foreach (var one in chosen) await CompareAsync(one, ours, mosquitto, rounds);
            if (args.Length < 2) await ClientAloneAsync(ours, rounds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(Case one, Peer ours, Peer? mosquitto, int rounds)
    {
        var (oursRates, theirRates) = (new List<double>(), new List<double>());
        await ThroughAsync(one with { Messages = one.Messages / 4 }, ours.Port);
        for (var round = 0; round < rounds; round++)
        {
            oursRates.Add(await ThroughAsync(one, ours.Port));
            if (mosquitto is not null) theirRates.Add(await ThroughAsync(one, mosquitto.Port));
        }

        Figure.Print($"mqtt.{one.Name}", Figure.Median(oursRates), "messages/s");
        if (mosquitto is null) return;
        Figure.Print($"mqtt.{one.Name}.mosquitto", Figure.Median(theirRates), "messages/s");
        Figure.Print($"mqtt.{one.Name}.vs-mosquitto", Figure.Median(oursRates) / Figure.Median(theirRates), "x");
    }

    /// <summary>Messages delivered a second, over all subscribers.</summary>
    private static async Task<double> ThroughAsync(Case one, int port)
    {
        var clients = new List<MqttClient>();
        try
        {
            var topic = $"bench/{Guid.NewGuid():N}";
            var counted = new TaskCompletionSource();
            var left = (long)one.Messages * one.Subscribers;
            var received = 0L;
            for (var i = 0; i < one.Subscribers; i++)
            {
                var subscriber = await ConnectAsync(port, $"s{i}", receiveMaximum: 1000);
                clients.Add(subscriber);
                await subscriber.SubscribeAsync(topic, one.Qos);
                _ = Task.Run(async () =>
                {
                    await foreach (var message in subscriber.Messages.ReadAllAsync())
                    {
                        message.Acknowledge();
                        if (Interlocked.Increment(ref received) == left) counted.TrySetResult();
                    }
                });
            }

            var publisher = await ConnectAsync(port, "p", receiveMaximum: 64);
            clients.Add(publisher);
            var started = Stopwatch.GetTimestamp();
            await PublishAsync(publisher, new MqttMessage(topic, new byte[one.Size]) { QualityOfService = one.Qos }, one.Messages, sent =>
                sent - (Volatile.Read(ref received) / one.Subscribers) > LeadBytes / (one.Size + 100));
            await Task.WhenAny(counted.Task, QuietAsync(() => Volatile.Read(ref received)));
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (!counted.Task.IsCompleted) Console.WriteLine($"  {one.Name}: {received} of {left} arrived (the rest was dropped by a full queue)");
            return Volatile.Read(ref received) / seconds;
        }
        finally
        {
            foreach (var client in clients) await client.DisposeAsync();
        }
    }

    /// <summary>How fast the client alone publishes: to a topic that nobody subscribes to.</summary>
    private static async Task ClientAloneAsync(Peer ours, int rounds)
    {
        foreach (var (name, qos, count) in new[] { ("qos0", MqttQualityOfService.AtMostOnce, 1_000_000), ("qos1", MqttQualityOfService.AtLeastOnce, 300_000) })
        {
            var rates = new List<double>();
            var bytes = 0.0;
            for (var round = 0; round < rounds; round++)
            {
                await using var publisher = await ConnectAsync(ours.Port, "alone", receiveMaximum: 64);
                var message = new MqttMessage("bench/nobody", new byte[Small]) { QualityOfService = qos };
                await PublishAsync(publisher, message, count / 10, static _ => false);
                var allocated = GC.GetTotalAllocatedBytes(precise: true);
                var started = Stopwatch.GetTimestamp();
                await PublishAsync(publisher, message, count, static _ => false);

                // A QoS 1 message behind them: its PUBACK says that the server has read all of them.
                await publisher.PublishAsync(message with { QualityOfService = MqttQualityOfService.AtLeastOnce });
                rates.Add(count / Stopwatch.GetElapsedTime(started).TotalSeconds);
                bytes = (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / count;
            }

            Figure.Print($"mqtt.client-{name}", Figure.Median(rates), "messages/s");
            Figure.Print($"mqtt.client-{name}.allocated", bytes, "bytes/message");
        }
    }

    /// <summary>
    /// QoS 1: as many at once as may be in flight, each awaited, as a service would. QoS 0: as fast as the client takes them. Neither so far ahead of the
    /// receivers that a broker would have to drop messages, or a receiver.
    /// </summary>
    private static async Task PublishAsync(MqttClient publisher, MqttMessage message, int count, Func<int, bool> isAhead)
    {
        if (message.QualityOfService == MqttQualityOfService.AtMostOnce)
        {
            for (var i = 0; i < count; i++)
            {
                while (i % 100 == 0 && isAhead(i)) await Task.Delay(1);
                await publisher.PublishAsync(message);
            }

            return;
        }

        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async lane =>
        {
            for (var i = lane; i < count; i += InFlight)
            {
                while (isAhead(i)) await Task.Delay(1);
                await publisher.PublishAsync(message);
            }
        }));
    }

    /// <summary>Completes when nothing has come for a second: what is missing was dropped.</summary>
    private static async Task QuietAsync(Func<long> received)
    {
        var last = -1L;
        var began = Stopwatch.GetTimestamp();
        while (received() != last && Stopwatch.GetElapsedTime(began) < Deadline)
        {
            last = received();
            await Task.Delay(1000);
        }
    }

    private static async Task<MqttClient> ConnectAsync(int port, string name, ushort receiveMaximum)
    {
        var client = new MqttClient(MqttClientOptions.Parse($"mqtt://127.0.0.1:{port}", $"bench-{name}-{Guid.NewGuid():N}") with
        {
            MaxInFlight = InFlight,
            ReceiveMaximum = receiveMaximum,
            SessionExpiry = TimeSpan.Zero,
        });
        client.Start();
        using var deadline = new CancellationTokenSource(Deadline);
        await client.WaitConnectedAsync(deadline.Token);
        return client;
    }

    private static Peer StartOurs(string folder)
    {
        var program = FindOurs();
        var (port, http) = (FreePort.Find(), FreePort.Find());
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["FlowOptics__Broker__Port"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["FlowOptics__Data"] = folder;
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{http}";
        var process = Process.Start(start)!;

        // Read, or a full pipe would stop it.
        process.BeginOutputReadLine();
        return new Peer(process, port);
    }

    /// <summary>The broker that was built with this program.</summary>
    private static string FindOurs()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = folder.Parent!.Name;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FlowOptics.Aspire.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "Broker", "bin", configuration, "net10.0", "FlowOptics.Broker");
    }

    private static Peer? StartMosquitto(string folder)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(path => Path.Combine(path, "mosquitto")).FirstOrDefault(File.Exists);
        if (program is null) return null;
        var port = FreePort.Find();
        var config = Path.Combine(folder, "mosquitto.conf");
        File.WriteAllText(config, $"listener {port} 127.0.0.1\nallow_anonymous true\nmax_inflight_messages 0\nmax_queued_messages 0\nset_tcp_nodelay true\nlog_dest none\n");
        return new Peer(Process.Start(new ProcessStartInfo(program, ["-c", config]) { UseShellExecute = false })!, port);
    }

    private sealed record Case(string Name, MqttQualityOfService Qos, int Size, int Subscribers, int Messages);

    private sealed class Peer(Process process, int port) : IDisposable
    {
        public int Port { get; } = port;

        public void Dispose()
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }
}
