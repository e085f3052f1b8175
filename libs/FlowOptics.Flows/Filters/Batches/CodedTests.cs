using System.Buffers;

namespace FlowOptics.Flows;

/// <summary>A column of numbers into a dictionary of places or networks: the dictionary is tested, once a value.</summary>
internal sealed class CodedTest<T>(Func<EnrichedBatch, (int[] Codes, IReadOnlyList<T> Values)> column, Func<T, bool> passes) : BatchTest
{
    public override void Match(EnrichedBatch batch, Span<bool> matches)
    {
        var (codes, values) = column(batch);
        var answers = ArrayPool<bool>.Shared.Rent(values.Count);
        for (var i = 0; i < values.Count; i++) answers[i] = passes(values[i]);
        for (var i = 0; i < matches.Length; i++) matches[i] = answers[codes[i]];
        ArrayPool<bool>.Shared.Return(answers);
    }
}

/// <summary>A text column. Where the format has none, or the record no value, one text stands for all; null: it is missing.</summary>
internal sealed class TextTestOfBatch(Func<FlowBatch, TextColumn?> column, Func<FlowBatch, string?> otherwise, ValueTest test) : BatchTest
{
    public override void Match(EnrichedBatch batch, Span<bool> matches)
    {
        var passesOtherwise = otherwise(batch.Flows) is { } text && test.Matches(text);
        if (column(batch.Flows) is not { } texts)
        {
            matches.Fill(passesOtherwise);
            return;
        }

        var answers = ArrayPool<bool>.Shared.Rent(texts.Values.Count + 1);
        answers[0] = passesOtherwise;
        for (var i = 0; i < texts.Values.Count; i++) answers[i + 1] = test.Matches(texts.Values[i]);
        var codes = texts.Codes;
        for (var i = 0; i < matches.Length; i++) matches[i] = answers[codes[i]];
        ArrayPool<bool>.Shared.Return(answers);
    }
}
