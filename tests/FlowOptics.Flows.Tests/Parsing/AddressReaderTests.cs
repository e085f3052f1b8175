using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Flows.Tests.Parsing;

public sealed class AddressReaderTests
{
    [Fact]
    public void Reads_every_address_as_the_framework_writes_it() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5000),
            Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                var bytes = new byte[random.Next(3) == 0 ? 4 : 16];
                random.NextBytes(bytes);
                // Runs of zero groups are what makes IPv6's text hard.
                for (var times = random.Next(12); times > 0; times--) bytes[random.Next(bytes.Length)] = 0;
                var expected = new IPAddress(bytes);

                Assert.True(AddressReader.TryRead(Encoding.ASCII.GetBytes(expected.ToString()), out var address));
                Assert.Equal(Address.From(expected), address);
            }));

    [Fact]
    public void Takes_of_what_looks_like_IPv6_what_the_framework_takes() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(20_000),
            Prop.ForAll(Gen.Elements("::", ":", "0", "1", "ffff", "1234", "12345", "a", ":b", "f:").ArrayOf().Select(string.Concat).ToArbitrary(), text =>
            {
                if (!text.Contains(':', StringComparison.Ordinal) || text.Length > 45) return;
                var expected = IPAddress.TryParse(text, out var parsed);

                Assert.Equal(expected, AddressReader.TryRead(Encoding.ASCII.GetBytes(text), out var address));
                if (expected) Assert.Equal(Address.From(parsed!), address);
            }));

    [Theory]
    [InlineData("2001:db\0::1")]
    [InlineData("2001:db8::1\0")]
    [InlineData("::\0")]
    [InlineData(":: 1")]
    [InlineData("::+1")]
    [InlineData("::g")]
    [InlineData("::/")]
    [InlineData("::@")]
    [InlineData("::`")]
    [InlineData("1.2.3.4\0")]
    public void Refuses_bytes_that_are_no_digits(string text) => Assert.False(AddressReader.TryRead(Encoding.ASCII.GetBytes(text), out _));
}
