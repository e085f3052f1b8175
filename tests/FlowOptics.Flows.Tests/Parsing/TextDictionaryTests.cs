using System.Text;

namespace FlowOptics.Flows.Tests.Parsing;

public sealed class TextDictionaryTests
{
    [Fact]
    public void Gives_each_value_one_code_in_order_of_first_use_whatever_its_length()
    {
        var random = new Random(11);
        var dictionary = new TextDictionary();
        for (var batch = 0; batch < 20; batch++)
        {
            var codes = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < 3000; i++)
            {
                // Few letters and lengths around the words' ends, so that values differ in one place only.
                var text = new string([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(12) == 0 ? 'b' : 'a')]);
                var code = dictionary.CodeOf(Encoding.UTF8.GetBytes(text));

                if (codes.TryAdd(text, code)) Assert.Equal(codes.Count, code);
                Assert.Equal(codes[text], code);
                Assert.Equal(text, dictionary.Values[code - 1]);
            }

            dictionary.Clear();
            Assert.Empty(dictionary.Values);
        }
    }

    [Fact]
    public void Takes_no_bytes_that_are_no_text()
    {
        var dictionary = new TextDictionary();

        Assert.Equal(-1, dictionary.CodeOf([0xFF]));
        Assert.Equal(-1, dictionary.CodeOf([.. Enumerable.Repeat((byte)0xC3, 30)]));
        Assert.Equal(1, dictionary.CodeOf("ü"u8));
        Assert.Equal(["ü"], dictionary.Values);
    }

    [Fact]
    public void Many_unique_values_are_forgotten_with_their_batch_and_read_anew()
    {
        var dictionary = new TextDictionary();
        for (var batch = 0; batch < 3; batch++)
        {
            for (var i = 0; i < 20_000; i++) Assert.Equal(i + 1, dictionary.CodeOf(Encoding.UTF8.GetBytes($"{batch}-{i}")));
            dictionary.Clear();
        }
    }
}
