using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>A command that the app model has added to a resource.</summary>
/// <param name="Confirm">What is asked before it is run; null: nothing.</param>
internal sealed record CommandView(string Name, string Text, string? Description, string? Confirm, bool Enabled, bool Highlighted)
{
    // The page has buttons of its own for these.
    private static readonly string[] Own = [KnownResourceCommands.StartCommand, KnownResourceCommands.StopCommand, KnownResourceCommands.RestartCommand];

    public static IReadOnlyList<CommandView> AllOf(CustomResourceSnapshot snapshot) =>
    [
        .. snapshot.Commands.Where(command => command.State != ResourceCommandState.Hidden && !Own.Contains(command.Name)).Select(command => new CommandView(
            command.Name, command.DisplayName, command.DisplayDescription, command.ConfirmationMessage, command.State == ResourceCommandState.Enabled, command.IsHighlighted)),
    ];
}
