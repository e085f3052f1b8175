namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command looks, and when it can be given.</summary>
public class CommandOptions
{
    public string? Description { get; set; }

    /// <summary>Asked before it is run; null: it runs at once.</summary>
    public string? ConfirmationMessage { get; set; }

    public string? IconName { get; set; }

    public IconVariant? IconVariant { get; set; }

    /// <summary>Stands in the table itself, not only in the menu.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Null: always.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}
