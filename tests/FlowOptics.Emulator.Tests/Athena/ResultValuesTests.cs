using FlowOptics.Emulator.Athena.Engine;

namespace FlowOptics.Emulator.Tests.Athena;

public sealed class ResultValuesTests
{
    /// <summary>What java.lang.Double.toString writes.</summary>
    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(1, "1.0")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.00012, "1.2E-4")]
    [InlineData(9999999, "9999999.0")]
    [InlineData(10000000, "1.0E7")]
    [InlineData(-123456789.5, "-1.234567895E8")]
    [InlineData(1.7976931348623157E308, "1.7976931348623157E308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_double_is_written_as_Java_does(double value, string expected) => Assert.Equal(expected, ResultValues.Number(value));
}
