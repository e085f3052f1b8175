using FlowOptics.AppHost;
using FlowOptics.Lake;
using Microsoft.Extensions.Configuration;

// Options, verbs and their errors; a port or a data folder that is taken. A question that a running instance can answer is answered here.
using var startup = await Startup.BeginAsync(args);
if (startup.Options is not { } options) return startup.ExitCode;

var builder = DistributedApplication.CreateBuilder(options.ForAspire());
builder.Configuration.AddInMemoryCollection(options.Configuration());

// Where flow logs lie: in a folder (local), or in S3, told of by SQS: the emulator's, LocalStack's, or AWS's.
var logs = new FlowLogs(options);
if (options.Cloud is CloudMode.Emulated) logs.StandIn = builder.AddEmulator(options);
if (options.Cloud is CloudMode.LocalStack) logs.StandIn = builder.AddLocalStack(options);

// Live plane: MQTT 5 on a port of its own; everybody else knows it by the connection string alone, which names the service and its secret. Any
// broker of MQTT 5 will do: with LocalStack it is mosquitto.
IResourceBuilder<IResourceWithEndpoints> broker = options.Cloud is CloudMode.LocalStack
    ? builder.AddMosquitto("broker", options.BrokerPort)
    : builder.AddProject<Projects.FlowOptics_Broker>("broker")
        .WithProduct(options)
        .WithEndpoint(port: options.BrokerPort, scheme: "mqtt", name: "mqtt", env: "FlowOptics__Broker__Port");

// Batches of flows → place, network, direction → enriched batches and map ticks.
var enricher = builder.AddProject<Projects.FlowOptics_Enricher>("enricher")
    .WithProduct(options)
    .WithBroker(broker)
    .WaitFor(broker);

// Live window and lake → answers.
var graphApi = builder.AddProject<Projects.FlowOptics_GraphApi>("graphapi")
    .WithProduct(options)
    .WithFlowLogs(logs)
    .WithHistory(options)
    .WithBroker(broker)
    .WaitFor(broker);

// The page, its /api and its /mqtt. It waits for no import: it opens at once and says how far things are.
builder.AddProject<Projects.FlowOptics_Web>("web")
    .WithProduct(options, port: options.Port)
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "FlowOptics")
    .WithReference(graphApi)
    .WithBroker(broker)
    .WaitFor(broker)
    .WaitForStart(graphApi);

// Flow-log objects → batches of flows. Those who take its batches are there first.
builder.AddProject<Projects.FlowOptics_Ingestor>("ingestor")
    .WithProduct(options)
    .WithFlowLogs(logs)
    .WithObjectEvents(logs)
    .WithBroker(broker)
    .WaitFor(enricher)
    .WaitForStart(graphApi);

// Writes flow-log objects as AWS would; all others treat them as such.
if (options.Demo)
    builder.AddProject<Projects.FlowOptics_Demo>("demo").WithProduct(options).WithFlowLogs(logs);

return await startup.RunAsync(builder.Build());
