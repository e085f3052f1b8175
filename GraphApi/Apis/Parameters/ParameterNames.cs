using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;

namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// Looks at a query before any of it is read. A misspelt name would be ignored, and the answer be one to another question: it is refused, with the nearest name that there is.
/// </summary>
internal static class ParameterNames
{
    // Ten thousand addresses are to be told how many there may be.
    private const int MaxLength = 256 * 1024;
    private static readonly ConcurrentDictionary<Type, FrozenSet<string>> Known = [];

    public static IEnumerable<ParameterAttribute> Of(Type parameters) =>
        parameters.GetProperties().Select(property => property.GetCustomAttribute<ParameterAttribute>()).OfType<ParameterAttribute>();

    /// <exception cref="BadQueryException">A name is unknown or twice, or a value holds what no value may.</exception>
    public static void Check(IQueryCollection query, Type parameters)
    {
        var known = Known.GetOrAdd(parameters, static type => Of(type).Select(parameter => parameter.Name).ToFrozenSet(StringComparer.OrdinalIgnoreCase));
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name)) throw new BadQueryException(Unknown(name, known));
            if (values.Count > 1) throw new BadQueryException($"{name} is given {values.Count} times: give it once; where it takes several values, with commas between them.");
            Check(name, values[0] ?? "");
        }
    }

    private static void Check(string name, string value)
    {
        if (value.Length > MaxLength) throw new BadQueryException($"{name} has {value.Length} characters: give at most {MaxLength}.");
        for (var i = 0; i < value.Length; i++)
        {
            // Line ends and tabs are white space to a filter, and make any other value wrong in its own way.
            if (char.IsControl(value[i]) && value[i] is not ('\n' or '\r' or '\t'))
                throw new BadQueryException($"{name} holds the control character U+{(int)value[i]:X4} at position {i}: remove it.");
        }
    }

    private static string Unknown(string name, FrozenSet<string> known)
    {
        if (known.Count == 0) return $"{QueryParameters.Quote(name)} is no parameter: this takes none.";
        var nearest = name.Length > 40 ? null : known.OrderBy(candidate => Distance(name, candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal).First();
        return nearest is not null && Distance(name, nearest) <= 2
            ? $"{QueryParameters.Quote(name)} is no parameter: did you mean {nearest}?"
            : $"{QueryParameters.Quote(name)} is no parameter: there are {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
    }

    // Levenshtein's, without regard to case.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
