using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlowOptics.Emulator.Storage;

/// <summary>Small files that are there as a whole or not at all, whenever the process is killed: written beside, then renamed.</summary>
internal static class AtomicFile
{
    public const string Unfinished = ".unfinished";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}{Unfinished}";
        File.WriteAllBytes(unfinished, content);
        File.Move(unfinished, path, overwrite: true);
    }

    public static void WriteJson<T>(string path, T value) => Write(path, JsonSerializer.SerializeToUtf8Bytes(value, Json));

    /// <exception cref="InvalidDataException">The file is none of this program's; the message names it.</exception>
    public static T ReadJson<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json) ?? throw new InvalidDataException($"{path} holds nothing");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path} is damaged ({wrong.Message}): restore it, or delete it to lose what it describes", wrong);
        }
    }
}
