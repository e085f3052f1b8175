using System.Globalization;
using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.Sqs;

/// <summary>
/// A standard queue: settings in <c>queue.json</c>, messages in memory and in a journal. Delivery is at least once, about in the order of sending.
/// </summary>
internal sealed class MessageQueue : IDisposable
{
    /// <summary>SQS's limit of messages that are received and not deleted.</summary>
    private const int MostInFlight = 120_000;

    /// <summary>Milliseconds between looks at all messages for those that are too old.</summary>
    private const long ExpiryEvery = 10_000;

    private readonly Lock _gate = new();
    private readonly QueueMessages _messages;
    private readonly QueueStore _store;
    private readonly TimeProvider _time;
    private readonly string _folder;
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _nextExpiry;

    public MessageQueue(QueueStore store, string folder, QueueSettings settings, TimeProvider time, ILogger logger)
    {
        (_store, _folder, Settings, _time) = (store, folder, settings, time);
        _messages = new QueueMessages(Path.Combine(folder, "messages.log"), settings.Name, logger);
    }

    public string Name => Settings.Name;

    public QueueSettings Settings { get; private set; }

    public string Arn => $"arn:aws:sqs:{Settings.Region}:{EmulatorOptions.Account}:{Name}";

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public QueueMessage Send(string body, string? trace, JsonObject attributes, int? delaySeconds, string sender = "000000000000")
    {
        var now = Now;
        var message = new QueueMessage
        {
            Id = Guid.NewGuid().ToString(),
            Body = body,
            Attributes = attributes,
            Sent = now,
            TraceHeader = trace,
            Sender = sender,
            VisibleAt = now + ((delaySeconds ?? Settings.Number("DelaySeconds")) * 1000L),
        };
        Add(message);
        return message;
    }

    /// <summary>Takes up to <paramref name="most"/> messages, waiting for the first one where asked to.</summary>
    public async Task<IReadOnlyList<(QueueMessage Message, string Receipt, int Received)>> ReceiveAsync(int most, int? visibilitySeconds,
        int? waitSeconds, CancellationToken cancellationToken)
    {
        var deadline = Now + ((waitSeconds ?? Settings.Number("ReceiveMessageWaitTimeSeconds")) * 1000L);
        while (true)
        {
            Task arrival;
            long until;
            List<(QueueMessage Message, string Receipt, int Received)> taken;
            List<(QueueMessage Message, MessageQueue Target)> dead = [];
            lock (_gate)
            {
                taken = Take(most, (visibilitySeconds ?? Settings.Number("VisibilityTimeout")) * 1000L, dead);
                arrival = _arrival.Task;
                until = Math.Min(deadline, _messages.NextVisibleAt ?? deadline);
            }

            // Outside of the lock: two queues may be each other's for dead letters.
            foreach (var (message, target) in dead) Bury(message, target);
            if (taken.Count > 0 || Now >= deadline) return taken;

            // Whichever is first: a message, one that becomes visible, the end of the wait.
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(arrival, Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, until - Now)), _time, wait.Token));
            await wait.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Deletes the message of a receipt; one that is gone already is no error.</summary>
    public void Delete(string receipt)
    {
        var id = ReceiptHandle.IdOf(receipt);
        lock (_gate)
        {
            if (_messages.Find(id) is not null) _messages.Remove([id]);
        }
    }

    /// <exception cref="AwsException">It is not received, or was deleted.</exception>
    public void ChangeVisibility(string receipt, int seconds)
    {
        var id = ReceiptHandle.IdOf(receipt);
        lock (_gate)
        {
            if (_messages.Find(id) is not { } message)
                throw new AwsException(400, "InvalidParameterValue",
                    $"Value {receipt} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.");
            if (message.Received == 0 || message.VisibleAt <= Now)
                throw new AwsException(400, "MessageNotInflight", "The specified message isn't in flight.");
            message.VisibleAt = Now + (seconds * 1000L);
            _messages.Change([message]);
            if (seconds == 0) Announce();
        }
    }

    public void Purge()
    {
        lock (_gate) _messages.Clear();
    }

    /// <summary>What can only be counted.</summary>
    public IEnumerable<KeyValuePair<string, string>> Counts()
    {
        lock (_gate)
        {
            DropExpired();
            var (visible, inFlight, delayed) = _messages.Count(Now);
            return
            [
                KeyValuePair.Create("ApproximateNumberOfMessages", visible.ToString(CultureInfo.InvariantCulture)),
                KeyValuePair.Create("ApproximateNumberOfMessagesNotVisible", inFlight.ToString(CultureInfo.InvariantCulture)),
                KeyValuePair.Create("ApproximateNumberOfMessagesDelayed", delayed.ToString(CultureInfo.InvariantCulture)),
            ];
        }
    }

    public void Change(QueueSettings settings)
    {
        lock (_gate)
        {
            AtomicFile.WriteJson(Path.Combine(_folder, QueueSettings.File), settings);
            Settings = settings;
        }
    }

    public void DeleteFolder()
    {
        lock (_gate)
        {
            File.Delete(Path.Combine(_folder, QueueSettings.File));
            _messages.Dispose();
            Directory.Delete(_folder, recursive: true);
            Announce();
        }
    }

    public void Dispose() => _messages.Dispose();

    private void Add(QueueMessage message)
    {
        lock (_gate)
        {
            _messages.Add(message);
            Announce();
        }
    }

    private List<(QueueMessage Message, string Receipt, int Received)> Take(int most, long visibility,
        List<(QueueMessage Message, MessageQueue Target)> dead)
    {
        DropExpired();
        var now = Now;
        var taken = new List<(QueueMessage Message, string Receipt, int Received)>();
        var redrive = Settings.Attributes.TryGetValue("RedrivePolicy", out var policy) && policy.Length > 0
            ? QueueAttributes.Redrive(policy)
            : default;
        if (_messages.NextVisibleAt <= now && _messages.All.Count >= MostInFlight && _messages.Count(now).InFlight >= MostInFlight)
            throw new AwsException(403, "OverLimit", "Too many messages in flight");
        while (taken.Count < most && _messages.Take(now) is { } message)
        {
            if (redrive.TargetArn is not null && message.Received >= redrive.MaxReceiveCount && _store.FindByArn(redrive.TargetArn) is { } target
                && target != this)
            {
                dead.Add((message, target));
                continue;
            }

            message.Received++;
            if (message.FirstReceived == 0) message.FirstReceived = now;
            message.VisibleAt = now + visibility;
            taken.Add((message, ReceiptHandle.Of(message, now), message.Received));
        }

        // Only now, so that one that stays visible is not taken twice in one answer.
        if (taken.Count > 0) _messages.Change([.. taken.Select(each => each.Message)]);
        return taken;
    }

    // Written there before it is deleted here, under the same id: after a kill in between it is moved again and is there once.
    private void Bury(QueueMessage message, MessageQueue target)
    {
        target.Add(message.MovedFrom(Arn, Now));
        lock (_gate)
        {
            if (_messages.Find(message.Id) is not null) _messages.Remove([message.Id]);
        }
    }

    private void DropExpired()
    {
        var now = Now;
        if (now < _nextExpiry) return;
        _nextExpiry = now + ExpiryEvery;
        var oldest = now - (Settings.Number("MessageRetentionPeriod") * 1000L);
        var gone = _messages.All.Where(message => message.Sent <= oldest).Select(message => message.Id).ToList();
        if (gone.Count > 0) _messages.Remove(gone);
    }

    private void Announce()
    {
        var waiting = _arrival;
        _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.TrySetResult();
    }
}
