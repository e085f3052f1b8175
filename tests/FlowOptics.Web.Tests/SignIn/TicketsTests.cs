using FlowOptics.SignIn;
using FlowOptics.Web.SignIn;

namespace FlowOptics.Web.Tests.SignIn;

public sealed class TicketsTests
{
    [Fact]
    public void A_ticket_is_good_once_and_for_half_a_minute()
    {
        var time = new HandTime();
        var tickets = new Tickets(time);
        var (used, late) = (tickets.Give(Viewer.Local, "Bearer one", TicketUse.Live)!, tickets.Give(Viewer.Local, "Bearer one", TicketUse.Live)!);

        Assert.NotEqual(used, late);
        Assert.Equal("Bearer one", tickets.Take(used, TicketUse.Live)?.Authorization);
        Assert.Null(tickets.Take(used, TicketUse.Live));
        time.Now += Tickets.Life;
        Assert.Null(tickets.Take(late, TicketUse.Live));
    }

    [Fact]
    public void There_are_never_more_than_fit_and_old_ones_make_room()
    {
        var time = new HandTime();
        var tickets = new Tickets(time);
        while (tickets.Give(Viewer.Local, "Bearer one", TicketUse.Live) is not null)
        {
        }

        time.Now += Tickets.Life;
        Assert.NotNull(tickets.Give(Viewer.Local, "Bearer one", TicketUse.Live));
    }

    private sealed class HandTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
