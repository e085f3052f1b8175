using System.Text.Json;

namespace FlowOptics.Flows;

/// <summary>
/// Named lists of values, <c>@databases</c> in a filter. What a member means (address, CIDR, port, range, text) depends on the field that it is compared with.
/// </summary>
/// <example><c>{"databases": ["10.0.3.7", "10.1.3.0/24"], "admin-ports": [22, 3389, "5900-5999"]}</c></example>
public sealed class FilterSets
{
    public static readonly FilterSets None = new(new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase));

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 3 };

    private readonly Dictionary<string, IReadOnlyList<string>> _sets;

    private FilterSets(Dictionary<string, IReadOnlyList<string>> sets) => _sets = sets;

    /// <summary>Without the <c>@</c>, in order.</summary>
    public IEnumerable<string> Names => _sets.Keys.Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>A set's members, or null. Names are not case-sensitive.</summary>
    public IReadOnlyList<string>? this[string name] => _sets.GetValueOrDefault(name);

    /// <summary>Reads the sets' file: a JSON object of arrays of texts and whole numbers.</summary>
    /// <exception cref="FormatException">It is none, or a set is empty or too long; the message says which and what to do.</exception>
    public static FilterSets Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new FormatException("the sets are no JSON object of arrays: {\"databases\": [\"10.0.3.7\"]}");
            var sets = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
            foreach (var set in document.RootElement.EnumerateObject())
            {
                if (!IsName(set.Name)) throw new FormatException($"'{set.Name}' is no name for a set: letters, digits, '-' and '_', a letter first");
                if (!sets.TryAdd(set.Name, Members(set))) throw new FormatException($"the set '{set.Name}' is there twice: names are not case-sensitive");
            }

            return new FilterSets(sets);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"the sets are not JSON: {fault.Message}", fault);
        }
    }

    private static List<string> Members(JsonProperty set)
    {
        if (set.Value.ValueKind != JsonValueKind.Array) throw new FormatException($"the set '{set.Name}' is no array");
        if (set.Value.GetArrayLength() is 0 or > FilterLimits.Values) throw new FormatException($"the set '{set.Name}' has {set.Value.GetArrayLength()} members: 1 to {FilterLimits.Values} are allowed");
        var members = new List<string>(set.Value.GetArrayLength());
        foreach (var member in set.Value.EnumerateArray())
        {
            members.Add(member.ValueKind switch
            {
                JsonValueKind.String => member.GetString()!,
                JsonValueKind.Number when member.TryGetInt64(out _) => member.GetRawText(),
                _ => throw new FormatException($"the set '{set.Name}' has a member that is neither a text nor a whole number: {member.GetRawText()}"),
            });
        }

        return members;
    }

    private static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
