using System.Security.Cryptography;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random value: of the kinds of characters that are asked for, at least so many of each.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    private const int ShortestByDefault = 22;

    // Letters and digits that are mistaken for each other are left out, and so are special characters that break URLs and shells: as in Aspire.
    private const string LowerCharacters = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCharacters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string NumericCharacters = "0123456789";
    private const string SpecialCharacters = "-_.{}~()*+!";

    /// <summary>How long it is at least; where the least numbers below sum up to more, so much.</summary>
    public int MinLength { get; set; } = ShortestByDefault;

    public bool Lower { get; set; } = true;

    public bool Upper { get; set; } = true;

    public bool Numeric { get; set; } = true;

    public bool Special { get; set; } = true;

    public int MinLower { get; set; }

    public int MinUpper { get; set; }

    public int MinNumeric { get; set; }

    public int MinSpecial { get; set; }

    /// <exception cref="InvalidOperationException">No kind of character is allowed.</exception>
    public override string GetDefaultValue()
    {
        (bool Allowed, int Least, string Characters)[] kinds =
            [(Lower, MinLower, LowerCharacters), (Upper, MinUpper, UpperCharacters), (Numeric, MinNumeric, NumericCharacters), (Special, MinSpecial, SpecialCharacters)];
        var allowed = string.Concat(kinds.Where(kind => kind.Allowed).Select(kind => kind.Characters));
        if (allowed.Length == 0) throw new InvalidOperationException("A generated parameter must allow at least one kind of character: Lower, Upper, Numeric or Special.");
        var characters = kinds.Where(kind => kind.Allowed).SelectMany(kind => RandomNumberGenerator.GetItems<char>(kind.Characters, kind.Least)).ToList();
        characters.AddRange(RandomNumberGenerator.GetItems<char>(allowed, Math.Max(0, MinLength - characters.Count)));
        var value = characters.ToArray();
        RandomNumberGenerator.Shuffle<char>(value);
        return new string(value);
    }

    public override void WriteToManifest(ManifestPublishingContext context)
    {
        var writer = context.Writer;
        writer.WriteStartObject("generate");
        writer.WriteNumber("minLength", MinLength);
        foreach (var (name, allowed) in ((string, bool)[])[("lower", Lower), ("upper", Upper), ("numeric", Numeric), ("special", Special)])
        {
            if (!allowed) writer.WriteBoolean(name, false);
        }

        foreach (var (name, least) in ((string, int)[])[("minLower", MinLower), ("minUpper", MinUpper), ("minNumeric", MinNumeric), ("minSpecial", MinSpecial)])
        {
            if (least > 0) writer.WriteNumber(name, least);
        }

        writer.WriteEndObject();
    }
}
