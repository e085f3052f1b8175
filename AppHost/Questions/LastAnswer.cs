using System.Text.Json;

namespace FlowOptics.AppHost;

/// <summary>The last answer, kept in the data folder for <c>serve</c>.</summary>
internal static class LastAnswer
{
    private const string FileName = "last-answer.json";

    public static void Save(string folder, Answer answer)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(answer));
    }

    /// <returns>Null where nothing was asked yet, or the file is damaged: then there is no last answer to show.</returns>
    public static Answer? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<Answer>(File.ReadAllText(Path.Combine(folder, FileName)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
