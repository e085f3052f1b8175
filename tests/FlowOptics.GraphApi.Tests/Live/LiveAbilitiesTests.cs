using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Tests.Live;

public sealed class LiveAbilitiesTests
{
    private static readonly DateTimeOffset From = LiveStores.Now.AddMinutes(-10);

    [Fact]
    public async Task Answers_what_it_says_that_it_can_and_refuses_the_rest()
    {
        var store = LiveStores.Fill([]).Store;
        var abilities = store.Abilities;
        foreach (var dimension in Dimensions.Names) await Check(abilities.Dimensions.Contains(dimension), () => store.AggregateAsync(new AggregateQuery { By = [new Dimension(dimension)], From = From, To = LiveStores.Now }, null, default));
        foreach (var group in Enum.GetValues<GraphGroup>()) await Check(abilities.Groups.Contains(group), () => store.GraphAsync(new GraphQuery { Mode = GraphMode.All, Group = group, From = From, To = LiveStores.Now }, null, default));
        foreach (var field in FilterFields.Names) await Check(abilities.FilterFields.Contains(field), () => store.GeoAsync(new GeoQuery { Filter = FlowFilter.Parse($"{field} = {ValueOf(FilterFields.BuiltIn(field)!.Field)}"), From = From, To = LiveStores.Now }, null, default));
        await Check(abilities.Records, () => store.FlowsAsync(new FlowsQuery { Limit = 1, From = From, To = LiveStores.Now }, null, default));
    }

    private static string ValueOf(FilterField field) => (field.Id, field.Kind) switch
    {
        (FilterFieldId.Action, _) => "accept",
        (FilterFieldId.FlowDirection, _) => "ingress",
        (FilterFieldId.Direction, _) => "inbound",
        (FilterFieldId.OwnEnd, _) => "source",
        (FilterFieldId.Kind, _) => "private",
        (FilterFieldId.Country, _) => "DE",
        (_, FilterValueKind.Address) => "10.0.0.1",
        (_, FilterValueKind.Number) => "22",
        _ => "x",
    };

    private static async Task Check(bool can, Func<Task> ask)
    {
        if (can) await ask();
        else Assert.Contains("source=history", (await Assert.ThrowsAsync<UnsupportedQueryException>(ask)).Message, StringComparison.Ordinal);
    }
}
