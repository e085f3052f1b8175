using FlowOptics.Flows;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.Lake.Tests.Queries;

public sealed class LakeInterfacesTests
{
    private static readonly FlowRecord Record = new(
        "123456789012", "eu-west-1", Address.Parse("10.0.1.10"), Address.Parse("10.0.2.20"), 40_000, 443, 6, 1, 100, FlowRecords.Epoch, FlowRecords.Epoch + 60, FlowAction.Accept, 0, FlowDirection.None, "eni-1")
    {
        VpcId = "vpc-1",
        InstanceId = "i-1",
    };

    [Fact]
    public void What_was_imported_since_is_known_at_the_next_question_and_the_newest_word_counts()
    {
        using var folder = new TemporaryFolder();
        using var lake = Lakes.Open(folder.Path);
        var interfaces = new LakeInterfaces(lake);
        Assert.Empty(interfaces.Read());

        using var writer = new LakeWriter(lake);
        Assert.True(writer.Write(Lakes.Info("first"), "etag", [Record, Record with { InterfaceId = null }]));
        writer.Commit();
        Assert.Equal([KeyValuePair.Create("eni-1", new InterfaceFacts("vpc-1", null, "i-1"))], interfaces.Read());

        Assert.True(writer.Write(Lakes.Info("second"), "etag", [Record with { InstanceId = "i-2" }, Record with { InterfaceId = "eni-2" }]));
        writer.Commit();
        Assert.Equal(
            [KeyValuePair.Create("eni-1", new InterfaceFacts("vpc-1", null, "i-2")), KeyValuePair.Create("eni-2", new InterfaceFacts("vpc-1", null, "i-1"))],
            interfaces.Read().OrderBy(each => each.Key, StringComparer.Ordinal));
    }
}
