using FlowOptics.Emulator.Tests.Clients;

namespace FlowOptics.Emulator.Tests;

/// <summary>AWS's SDK for JavaScript, which nobody here wrote, does all that FlowOptics needs; each script says what it expects.</summary>
[Collection(nameof(SharedEmulator))]
public sealed class JavaScriptSdkTests(EmulatorFixture fixture)
{
    [Fact]
    public Task The_SDK_for_JavaScript_works_with_buckets_and_objects() => Script.NodeAsync("s3.mjs", fixture.Emulator);

    [Fact]
    public Task The_SDK_for_JavaScript_works_with_queues_and_gets_events_of_buckets() => Script.NodeAsync("sqs.mjs", fixture.Emulator);

    [Fact]
    public Task The_SDK_for_JavaScript_asks_tables_of_flow_logs() => Script.NodeAsync("athena.mjs", fixture.Emulator);
}
