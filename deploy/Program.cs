using FlowOptics.Deploy.Commands;

return await new DeployCommand(Console.Out, Console.In).RunAsync(args);
