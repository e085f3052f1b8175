namespace FlowOptics.Deploy.Cost;

/// <summary>One line of the bill, for a month.</summary>
/// <param name="GrowsWith">Records, time kept, questions, people; or fixed.</param>
internal sealed record CostLine(string What, double Dollars, string GrowsWith);
