using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using FlowOptics.ServiceDefaults;
using FlowOptics.SignIn;

namespace FlowOptics.Web.SignIn;

/// <summary>
/// Tickets for what cannot carry a header: a browser's WebSocket, and a download that the browser itself makes. Each is random, good for one use within its life, and stands for the token of who
/// asked for it. They are kept in this process only: browsers that one load balancer spreads over several Webs must come back to the same.
/// </summary>
internal sealed class Tickets(TimeProvider time, TimeSpan life)
{
    private const int UsualSeconds = 30;
    private const int LongestSeconds = 300;
    private const int Most = 10_000;
    private const int Bytes = 32;

    private readonly ConcurrentDictionary<string, Ticket> _tickets = new(StringComparer.Ordinal);

    public TimeSpan Life => life;

    /// <exception cref="ServiceConfigurationException">The setting is wrong.</exception>
    public static TimeSpan LifeFrom(IConfiguration configuration)
    {
        var text = configuration["FlowOptics:Web:TicketSeconds"];
        if (string.IsNullOrWhiteSpace(text)) return TimeSpan.FromSeconds(UsualSeconds);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= LongestSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new ServiceConfigurationException($"FlowOptics:Web:TicketSeconds is '{text}': give a whole number from 1 to {LongestSeconds}.");
    }

    /// <returns>Null: there are too many.</returns>
    public string? Give(Viewer viewer, string authorization, TicketUse use)
    {
        var now = time.GetUtcNow();
        if (_tickets.Count >= Most) Forget(now);
        if (_tickets.Count >= Most) return null;
        var ticket = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        _tickets[ticket] = new Ticket(viewer, authorization, use, now + life);
        return ticket;
    }

    /// <summary>The first who brings it has used it up, also for what it is not good for.</summary>
    public Ticket? Take(string ticket, TicketUse use) => _tickets.TryRemove(ticket, out var taken) && taken.Use == use && time.GetUtcNow() < taken.Until ? taken : null;

    private void Forget(DateTimeOffset now)
    {
        foreach (var (ticket, given) in _tickets)
        {
            if (given.Until <= now) _tickets.TryRemove(ticket, out _);
        }
    }
}
