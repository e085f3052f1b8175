using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowOptics.Deploy.Cost;

/// <summary>Prices as data, with the date that they are of.</summary>
internal sealed record PriceList(string Date, string Region, string Note, IReadOnlyDictionary<string, double> Prices)
{
    public double this[string name] => Prices.TryGetValue(name, out var price) ? price : throw new DeployException($"the price list has no {name}; deploy/Cost/prices.json has all that are needed");

    /// <param name="file">Of the same shape as Cost/prices.json; null: that one.</param>
    /// <exception cref="DeployException">It is none.</exception>
    public static PriceList Read(string? file)
    {
        try
        {
            using var stream = file is null ? typeof(PriceList).Assembly.GetManifestResourceStream("prices.json")! : File.OpenRead(file);
            var root = JsonNode.Parse(stream) as JsonObject;
            if ((string?)root?["date"] is { } date && root["prices"] is JsonObject prices)
                return new(date, (string?)root["region"] ?? "", (string?)root["note"] ?? "", prices.ToDictionary(price => price.Key, price => (double)price.Value!, StringComparer.Ordinal));
            throw new DeployException($"{file} is no price list as deploy/Cost/prices.json: it has no date, or no prices");
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new DeployException($"{file} is no price list as deploy/Cost/prices.json: {e.Message}", e);
        }
    }
}
