using FlowOptics.ServiceDefaults;
using FlowOptics.SignIn;
using FlowOptics.Web.SignIn;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.Web.Tests.SignIn;

public sealed class TicketsTests
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_ticket_is_good_once_and_for_its_life()
    {
        var time = new HandTime();
        var tickets = new Tickets(time, Life);
        var (used, late) = (tickets.Give(Viewer.Local, "Bearer one", TicketUse.Live)!, tickets.Give(Viewer.Local, "Bearer one", TicketUse.Live)!);

        Assert.NotEqual(used, late);
        Assert.Equal("Bearer one", tickets.Take(used, TicketUse.Live)?.Authorization);
        Assert.Null(tickets.Take(used, TicketUse.Live));
        time.Now += Life;
        Assert.Null(tickets.Take(late, TicketUse.Live));
    }

    [Fact]
    public void There_are_never_more_than_fit_and_old_ones_make_room()
    {
        var time = new HandTime();
        var tickets = new Tickets(time, Life);
        while (tickets.Give(Viewer.Local, "Bearer one", TicketUse.Live) is not null)
        {
        }

        time.Now += Life;
        Assert.NotNull(tickets.Give(Viewer.Local, "Bearer one", TicketUse.Live));
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData("5", 5)]
    [InlineData("0", null)]
    [InlineData("301", null)]
    [InlineData("half a minute", null)]
    public void How_long_they_live_is_a_setting_within_bounds(string? text, int? seconds)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("FlowOptics:Web:TicketSeconds", text)]).Build();

        if (seconds is { } expected) Assert.Equal(TimeSpan.FromSeconds(expected), Tickets.LifeFrom(configuration));
        else Assert.Contains("from 1 to 300", Assert.Throws<ServiceConfigurationException>(() => Tickets.LifeFrom(configuration)).Message, StringComparison.Ordinal);
    }
}
