using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>Seals chosen hours and days as the product does (<c>RollUpCheck</c> and the questions' own references say whether it does so rightly).</summary>
internal static class TestSeals
{
    private static readonly string[] Tables = ["sealed", "services_hour", "places_hour", "owners", "links_day", "places_day", "hosts_day"];

    /// <summary>Forgets all seals, and makes those of the hours and days that have records and are wanted; of a sealed day all hours are sealed.</summary>
    public static void Make(DuckDbConnection connection, Func<int, bool> hours, Func<int, bool> days)
    {
        foreach (var table in Tables) connection.Execute($"DELETE FROM {table}");
        var known = Numbers(connection, 3600);
        var sealedDays = Numbers(connection, 86_400).Where(days).ToList();
        SortedSet<int> sealedHours = [.. known.Where(hours), .. sealedDays.SelectMany(day => Enumerable.Range(day * LakeSeals.HoursOfDay, LakeSeals.HoursOfDay))];
        foreach (var (first, end) in Runs(sealedHours)) RollUps.MakeHours(connection, first, end, CancellationToken.None);
        foreach (var day in sealedDays) RollUps.MakeDay(connection, day, CancellationToken.None);
    }

    private static List<int> Numbers(DuckDbConnection connection, int unit)
    {
        using var result = connection.Query($"SELECT DISTINCT start_time // {unit} AS number FROM flows ORDER BY number");
        return result.ToRows().ConvertAll(row => (int)(long)row[0]!);
    }

    private static IEnumerable<(int First, int End)> Runs(SortedSet<int> numbers)
    {
        foreach (var first in numbers.Where(number => !numbers.Contains(number - 1)))
        {
            var end = first + 1;
            while (numbers.Contains(end)) end++;
            yield return (first, end);
        }
    }
}
